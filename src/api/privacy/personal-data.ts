import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import type { ApiContext } from '#api/context.ts';
import { PlaybackEvent, Viewer } from '#api/type-refs.ts';
import type { PersonalData as Shape, PersonalDataSubject } from '#access/subjects/personal-data-access.ts';

const REASON_CHARACTERS_MIN = 5;
const REASON_CHARACTERS_MAX = 500;
/** An audit entry and two decryptions. */
const COST = 10;

const PersonalData = builder.objectRef<Shape>('PersonalData').implement({
  description: 'The person behind a pseudonym. Whoever reads it is audited, with the reason given.',
  authScopes: { scope: 'PII_READ' },
  fields: (t) => ({
    userId: t.exposeString('userId', { nullable: true, description: 'The id that clients send; null when the event names nobody.' }),
    deviceId: t.exposeString('deviceId', {
      nullable: true,
      description: 'The device as clients name it; null of a viewer, and where the event names none or it was erased.',
    }),
    ipAddress: t.exposeString('ipAddress', {
      nullable: true,
      description: 'The whole address; null of a viewer, and unless the server was told to keep whole addresses (STORE_FULL_IP).',
    }),
  }),
});

const reasonArg = {
  type: 'String',
  required: true,
  description: `Why it must be known, ${REASON_CHARACTERS_MIN} to ${REASON_CHARACTERS_MAX} characters; kept in the audit log, so name no person in it.`,
} as const;

builder.objectField(Viewer, 'personalData', (t) =>
  t.field({
    type: PersonalData,
    nullable: true,
    authScopes: { scope: 'PII_READ' },
    extensions: { cost: COST, isPersonal: true },
    description: 'The person behind the pseudonym. Null without the scope PII_READ and once erased; not in a subscription.',
    args: { reason: t.arg(reasonArg) },
    resolve: ({ id }, { reason }, context) => readPersonalData(context, reason, { kind: 'VIEWER', viewerId: id }),
  }),
);

builder.objectField(PlaybackEvent, 'personalData', (t) =>
  t.field({
    type: PersonalData,
    nullable: true,
    authScopes: { scope: 'PII_READ' },
    extensions: { cost: COST, isPersonal: true },
    description: 'The person behind the event. Null without the scope PII_READ and once erased; not in a subscription.',
    args: { reason: t.arg(reasonArg) },
    resolve: ({ key, occurredAt, viewerId, deviceId }, { reason }, context) =>
      readPersonalData(context, reason, { kind: 'EVENT', key, occurredAt, viewerId, deviceId }),
  }),
);

const readPersonalData = ({ loaders }: ApiContext, text: string, subject: PersonalDataSubject): Promise<Shape | null> => {
  const reason = text.trim();
  if (reason.length < REASON_CHARACTERS_MIN || reason.length > REASON_CHARACTERS_MAX)
    throw badUserInput(`\`reason\` says why, in ${REASON_CHARACTERS_MIN} to ${REASON_CHARACTERS_MAX} characters.`);
  return loaders.personalData.load({ reason, subject });
};
