/** A decoded US Privacy string: whether the viewer opted out of the sale of personal data; null where the law does not apply (`-`). */
export type UsPrivacy = { readonly isSaleOptedOut: boolean | null };

/** Reads an IAB US Privacy string (version, notice, opt-out of sale, LSPA: `1YNN`), in either case; null when it is none. */
export const decodeUsPrivacy = (text: string): UsPrivacy | null => {
  const upper = text.length === LENGTH ? text.toUpperCase() : '';
  if (!US_PRIVACY.test(upper)) return null;
  const optOut = upper.charAt(2);
  return { isSaleOptedOut: optOut === '-' ? null : optOut === 'Y' };
};

const LENGTH = 4;
const US_PRIVACY = /^1[YN-]{3}$/;
