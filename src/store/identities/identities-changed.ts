/** Somebody was erased since the pseudonyms of this batch were asked for: ask again. */
export class IdentitiesChanged extends Error {
  override readonly name = 'IdentitiesChanged';
}
