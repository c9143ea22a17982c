/** Under which names a server is reached, and which pages may talk to it. */
export type Site = {
  /** Where clients find it, e.g. `https://playguard.example`; null when nobody says. */
  readonly publicUrl: string | null;
  /** Further names of it, without ports. */
  readonly allowedHosts: readonly string[];
  /** Origins of pages elsewhere that may ask, e.g. `https://dashboard.example`. */
  readonly corsOrigins: readonly string[];
};

/** What nobody said anything about: no other name, and no page from elsewhere. */
export const PRIVATE_SITE: Site = { publicUrl: null, allowedHosts: [], corsOrigins: [] };
