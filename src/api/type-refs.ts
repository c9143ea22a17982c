import type { PrivacyRequest as PrivacyRequestShape } from '#domain/privacy-request.ts';
import type { Region as RegionShape } from '#domain/region.ts';
import type { RiskAlert as RiskAlertShape } from '#domain/risk-alert.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { Subject } from '#store/identities/subject-reader.ts';
import type { StoredSession } from '#store/sessions/session-reader.ts';
import { builder } from './builder.ts';
import type { RuleDescription } from './rule-description.ts';

// What each type that refers to others is made from. They are implemented one a file; here they can be named without a circle of imports.

/** An event of any kind. */
export const Event = builder.interfaceRef<StoredEvent>('Event');
/** An event from a player. */
export const PlaybackEvent = builder.objectRef<StoredEvent>('PlaybackEvent');
/** One sitting of playback. */
export const PlaybackSession = builder.objectRef<StoredSession>('PlaybackSession');
/** A person watching. */
export const Viewer = builder.objectRef<Subject>('Viewer');
/** What somebody watches on. */
export const Device = builder.objectRef<Subject>('Device');
/** A title. */
export const Content = builder.objectRef<{ readonly contentId: string }>('Content');
/** A country or a part of one. */
export const Region = builder.objectRef<RegionShape>('Region');
/** The assessment that is stored with an event. */
export const RiskAssessment = builder.objectRef<{ readonly event: StoredEvent }>('RiskAssessment');
/** A rule of the catalogue. */
export const Rule = builder.objectRef<RuleDescription>('Rule');
/** What a person asked for. */
export const PrivacyRequest = builder.objectRef<PrivacyRequestShape>('PrivacyRequest');
/** An alert in the log. */
export const RiskAlert = builder.objectRef<RiskAlertShape>('RiskAlert');
