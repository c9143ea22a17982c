import type { ProofCase, ProofStory, Told } from './proof-case.ts';

/** A story as a case of one run, about a viewer, device and title named `id`, told from `startsAt` on. */
export const createProofCase = (story: ProofStory, id: string, startsAt: Date): ProofCase => {
  const { name, expected, skipped = [], told, firesFrom = told.length - 1 } = story;
  const events = told.map((one, index) => eventOf(one, { eventId: `${id}-${index}`, id, startsAt }));
  return { name, contentId: id, expected, firing: events.slice(firesFrom), skipped, events };
};

/** The name of a story's subjects in one run; no other run has it. */
export const proofId = ({ name }: ProofStory, runId: string): string => `proof-${runId}-${name.replaceAll(' ', '-')}`;

type Stamp = { readonly eventId: string; readonly id: string; readonly startsAt: Date };

/** An event that no rule minds, but for what is told of it. Names beginning with `+` belong to the case. */
const eventOf = ({ ms = 0, ...told }: Told, { eventId, id, startsAt }: Stamp) => ({
  eventType: 'HEARTBEAT' as const,
  region: 'JP',
  isEu: false,
  hasConsent: true,
  ipAddress: '100.64.0.1',
  subscriptionPlan: 'STANDARD' as const,
  ageBand: 'ADULT' as const,
  ...told,
  eventId,
  contentId: id,
  userId: owned(told.userId, id),
  deviceId: owned(told.deviceId, id),
  sessionId: owned(told.sessionId, id),
  timestamp: new Date(startsAt.getTime() + ms).toISOString(),
});

const owned = (name: string | null | undefined, id: string): string | null => (name === null ? null : `${id}${name ?? ''}`);
