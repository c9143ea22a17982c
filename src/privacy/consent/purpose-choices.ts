/** What a viewer chose for each purpose of the IAB's list (1–11), as one decoded signal says. */
export type PurposeChoices = Choices & {
  /** Where it was read, in words: `TC string, publisher segment`. */
  readonly source: string;
};

type Choices = {
  readonly consents: ReadonlySet<number>;
  /** Told, and not objected to. */
  readonly legitimateInterests: ReadonlySet<number>;
};

/**
 * The choices that count for an operator that is no vendor of the Global Vendor List: those of the publisher segment. An
 * empty one, which encoders add unasked, says nothing, and the core's count.
 */
export const publisherFirst = ({
  source,
  core,
  publisher,
}: {
  readonly source: string;
  readonly core: Choices;
  readonly publisher: Choices;
}): PurposeChoices =>
  publisher.consents.size + publisher.legitimateInterests.size > 0
    ? { ...publisher, source: `${source}, publisher segment` }
    : { ...core, source };
