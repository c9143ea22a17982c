import DataLoader from 'dataloader';
import type { EventFilterValue } from '#api/events/event-filter.ts';
import { readEventFilter } from '#api/events/read-event-filter.ts';
import type { EventCondition } from '#domain/conditions/event-condition.ts';
import type { EventPage, OwnedEventReader, OwnedPageRequest, OwnerField } from '#store/events/owned-event-reader.ts';
import type { SubjectReader } from '#store/identities/subject-reader.ts';

/** The viewer, device or title that events belong to. */
export type EventOwner = { readonly field: OwnerField; readonly id: string };

type PageOfOwner = OwnedPageRequest & { readonly owner: EventOwner };
type CountOfOwner = { readonly owner: EventOwner; readonly condition: EventCondition; readonly limit: number };

/** Lists of events within lists, gathered: what is asked alike of several owners is read at once. */
export type OwnedEventLoaders = {
  page(request: PageOfOwner): Promise<EventPage>;
  count(request: CountOfOwner): Promise<number>;
  /** What a filter asks for: equal ones are read once. */
  condition(filter: EventFilterValue): Promise<EventCondition>;
};

type Ports = { readonly ownedEvents: OwnedEventReader; readonly subjects: SubjectReader };

/** Loaders for one request. */
export const createOwnedEventLoaders = ({ ownedEvents: reader, subjects }: Ports): OwnedEventLoaders => {
  const pages = together<PageOfOwner, EventPage>((owners, { owner: _owner, ...request }) => reader.pages(owners, request));
  const counts = together<CountOfOwner, number>((owners, { condition, limit }) => reader.counts(owners, condition, limit));
  return {
    page: (request) => pages.load(request),
    count: (request) => counts.load(request),
    condition: readOnce(async (filter: EventFilterValue) => (await readEventFilter({ subjects }, filter)).condition),
  };
};

/** The same answer to everything that is written the same. */
const readOnce = <Asked, Answer>(read: (asked: Asked) => Promise<Answer>): ((asked: Asked) => Promise<Answer>) => {
  const answers = new Map<string, Promise<Answer>>();
  return function readOrRemember(asked) {
    const text = JSON.stringify(asked);
    const answer = answers.get(text) ?? read(asked);
    answers.set(text, answer);
    return answer;
  };
};

type Owned = { readonly owner: EventOwner };
type Read<Request, Answer> = (
  owners: { readonly field: OwnerField; readonly ids: readonly string[] },
  like: Request,
) => Promise<readonly Answer[]>;

/** Requests that differ in nothing but whose they are become one read. */
const together = <Request extends Owned, Answer>(read: Read<Request, Answer>): DataLoader<Request, Answer> => {
  const readAlike = async (alike: readonly Request[]): Promise<readonly (readonly [Request, Answer | Error])[]> => {
    const [like] = alike;
    if (like === undefined) return [];
    const ids = [...new Set(alike.map(({ owner }) => owner.id))];
    const answers = await read({ field: like.owner.field, ids }, like);
    return alike.map((request) => [request, answers[ids.indexOf(request.owner.id)] ?? new Error('a list was not answered')]);
  };
  const load = async (requests: readonly Request[]) => {
    const groups = [...Map.groupBy(requests, likenessOf).values()];
    const answers = new Map((await Promise.all(groups.map(readAlike))).flat());
    return requests.map((request) => answers.get(request) ?? new Error('a list was not asked for'));
  };
  return new DataLoader(load, { cache: false });
};

const likenessOf = ({ owner, ...like }: Owned): string => JSON.stringify([owner.field, like]);
