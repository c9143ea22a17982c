import { AccessHeadEntity } from './entities/access-head-entity.ts';
import { AlertLogHeadEntity } from './entities/alert-log-head-entity.ts';
import { AnomalyModelEntity } from './entities/anomaly-model-entity.ts';
import { ApiKeyEntity } from './entities/api-key-entity.ts';
import { BatchReceiptEntity } from './entities/batch-receipt-entity.ts';
import { ConsentSignalsEntity } from './entities/consent-signals-entity.ts';
import { CountingPositionEntity } from './entities/counting-position-entity.ts';
import { DeadLetterEntity } from './entities/dead-letter-entity.ts';
import { EventEntity } from './entities/event-entity.ts';
import { EventKeyEntity } from './entities/event-key-entity.ts';
import { FailedAttemptEntity } from './entities/failed-attempt-entity.ts';
import { IdentityEntity } from './entities/identity-entity.ts';
import { PrivacyRequestEntity } from './entities/privacy-request-entity.ts';
import { RetiredHashKeyEntity } from './entities/retired-hash-key-entity.ts';
import { RiskAlertEntity } from './entities/risk-alert-entity.ts';
import { RollupEntity } from './entities/rollup-entity.ts';
import { RuleSettingEntity } from './entities/rule-setting-entity.ts';
import { RuleVersionEntity } from './entities/rule-version-entity.ts';
import { RulesetEntity } from './entities/ruleset-entity.ts';
import { RulesetHeadEntity } from './entities/ruleset-head-entity.ts';
import { SessionEntity } from './entities/session-entity.ts';
import { SettingEntity } from './entities/setting-entity.ts';
import { SigningKeyEntity } from './entities/signing-key-entity.ts';
import { StreamEntryEntity } from './entities/stream-entry-entity.ts';
import { UncountedBatchEntity } from './entities/uncounted-batch-entity.ts';
import { UserEntity } from './entities/user-entity.ts';
import { UserSessionEntity } from './entities/user-session-entity.ts';
import { ViewerPreferenceEntity } from './entities/viewer-preference-entity.ts';

/** Every table of the database. */
export const entities = [
  AccessHeadEntity,
  AlertLogHeadEntity,
  AnomalyModelEntity,
  ApiKeyEntity,
  BatchReceiptEntity,
  ConsentSignalsEntity,
  CountingPositionEntity,
  DeadLetterEntity,
  EventEntity,
  EventKeyEntity,
  FailedAttemptEntity,
  IdentityEntity,
  PrivacyRequestEntity,
  RetiredHashKeyEntity,
  RiskAlertEntity,
  RollupEntity,
  RuleSettingEntity,
  RuleVersionEntity,
  RulesetEntity,
  RulesetHeadEntity,
  SessionEntity,
  SettingEntity,
  SigningKeyEntity,
  StreamEntryEntity,
  UncountedBatchEntity,
  UserEntity,
  UserSessionEntity,
  ViewerPreferenceEntity,
];
