/** What people are; API keys are clients. */
export const USER_ROLES = ['ADMIN', 'ANALYST'] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** True for the name of a role that people have. */
export const isUserRole = (text: unknown): text is UserRole => USER_ROLES.some((role) => role === text);
