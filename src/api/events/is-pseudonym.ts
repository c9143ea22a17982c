const UUID_SHAPE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** True for a text that can be a pseudonym, so that nothing else reaches the store. */
export const isPseudonym = (text: string): boolean => UUID_SHAPE.test(text);
