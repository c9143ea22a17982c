import type { z } from 'zod';

/** What is wrong with one value of a rule's settings, e.g. at `['parameters', 'windowMs']`. */
export type SettingIssue = { readonly path: readonly string[]; readonly message: string };

const POINTS_MAX = 100;

/** Everything wrong with points and parameters, each with its path; empty when nothing is. */
export const settingIssues = (points: number, error: z.ZodError | undefined): readonly SettingIssue[] => {
  const arePoints = Number.isInteger(points) && points >= 0 && points <= POINTS_MAX;
  const ofPoints = arePoints ? [] : [{ path: ['points'], message: `points must be a whole number from 0 to ${POINTS_MAX}` }];
  return [...ofPoints, ...(error?.issues.flatMap(ofParameter) ?? [])];
};

const ofParameter = (issue: z.core.$ZodIssue): readonly SettingIssue[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: ['parameters', key], message: 'the rule has no such parameter' }))
    : [{ path: ['parameters', ...issue.path.map(String)], message: issue.message }];
