/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How old the viewer is, as far as the client knows from the profile. */
export type AgeBand =
  /** 18 years or older. */
  | 'ADULT'
  /** 13 to 15 years. */
  | 'AGE_13_15'
  /** 16 or 17 years. */
  | 'AGE_16_17'
  /** Younger than 13 years. */
  | 'UNDER_13'
  /** The profile does not say. */
  | 'UNKNOWN';

/** Conditions on alerts: all that are given must be met; a list is met by any of its values (at most 100), an empty one by no alert. */
export type AlertFilter = {
  /** Has a finding of one of these kinds. */
  category?: Array<RiskCategory> | null | undefined;
  /** Which title was played, by the id that clients send. */
  contentId?: Array<string> | null | undefined;
  /** At least this risky. */
  minLevel?: RiskLevel | null | undefined;
  /** When it was raised. Default of the query: the last 24 hours, or any time when a cursor is given. */
  range?: TimeRangeInput | null | undefined;
  /** Where the viewer was. */
  region?: RegionFilter | null | undefined;
  /** Has a finding that rests on one of these laws. */
  regulation?: Array<Regulation> | null | undefined;
  /** Led by one of these rules. */
  ruleKey?: Array<string> | null | undefined;
  /** Who watched, by the id that clients send. One that was never seen matches nothing. */
  userId?: Array<string> | null | undefined;
};

/** An order of the rows of a breakdown; equal rows by key. A cursor belongs to the order it was answered in. */
export type BreakdownOrder = {
  /** Which way to go through them. */
  direction: OrderDirection;
  /** What to order by. */
  field: BreakdownOrderField;
};

/** What the rows of a breakdown can be ordered by. */
export type BreakdownOrderField =
  /** Error events / all events. */
  | 'ERROR_RATE'
  /** The number of events. */
  | 'EVENTS'
  /** The key, as text. */
  | 'KEY'
  /** The number of PLAY events. */
  | 'PLAYS'
  /** The time watched. */
  | 'WATCH_TIME';

/** How a law sees the use of data. */
export type ConsentModel =
  /** Each disclosure needs consent of its own. */
  | 'DISCLOSURE_CONSENT'
  /** On any of several legal bases, consent being one. */
  | 'LEGAL_BASIS'
  /** Not without consent. */
  | 'OPT_IN'
  /** Until the person refuses. */
  | 'OPT_OUT'
  /** A parent consents for a child. */
  | 'PARENTAL_CONSENT'
  /** Never, for the persons it protects. */
  | 'PROHIBITION';

/** All optional and combinable. Precedence: the GPP section of the region, the TC string, the US Privacy string, `hasConsent`; GPC always adds an opt-out. A string that cannot be decoded counts as not sent. */
export type ConsentSignalsInput = {
  /** Global Privacy Control: true opts out of sale and sharing. */
  gpc?: boolean | null | undefined;
  /** IAB Global Privacy Platform string, at most 4096 characters. */
  gppString?: string | null | undefined;
  /** IAB TCF v2 string, at most 4096 characters. */
  tcString?: string | null | undefined;
  /** IAB US Privacy string of four characters: version, notice, opt-out of sale, LSPA (1YNN). */
  usPrivacy?: string | null | undefined;
  /** When the viewer consented, separately, to disclosing what is watched (18 U.S.C. 2710(b)(2)(B)); it holds for two years. */
  videoDisclosureConsentAt?: string | null | undefined;
};

/** What the player runs on. */
export type DeviceType =
  /** A computer, in an app or a browser. */
  | 'DESKTOP'
  /** A console that is made for games. */
  | 'GAME_CONSOLE'
  /** A mobile phone. */
  | 'MOBILE'
  /** Anything that is none of these. */
  | 'OTHER'
  /** A box of an operator beside the television. */
  | 'SET_TOP_BOX'
  /** A television with apps of its own. */
  | 'SMART_TV'
  /** A stick or dongle in the television. */
  | 'STREAMING_STICK'
  /** A tablet computer. */
  | 'TABLET';

/** What accepted events have already survived when the answer is sent; read from the settings of the server that holds them. */
export type Durability =
  /** They are in the database and reached the disk. */
  | 'DATABASE'
  /** They are in the database files: they survive a crash of the process, not one of the machine. */
  | 'DATABASE_UNSYNCED'
  /** They are in a log that reached the disk. */
  | 'LOG_ALWAYS'
  /** They are in a log that reaches the disk every second: a crash of the machine loses at most about a second. */
  | 'LOG_EVERY_SECOND'
  /** They are in memory only: a crash of the queue server loses them. */
  | 'MEMORY';

/** Conditions on events: all that are given must be met; a list is met by any of its values (at most 100), an empty one by no event. At most 50 conditions, nested at most 5 deep. */
export type EventFilter = {
  /** Every one of these filters is met. */
  and?: Array<EventFilter> | null | undefined;
  /** Whether measurement was permitted for it when it was stored (`consent.allowed`). Events stored before this was kept match neither true nor false. */
  consentAllowed?: boolean | null | undefined;
  /** Which title was played, by the id that clients send. */
  contentId?: Array<string> | null | undefined;
  /** What it was watched on, by the id that clients send. One that was never seen matches nothing. */
  deviceId?: Array<string> | null | undefined;
  /** What failed, in the words of the player. */
  errorCode?: Array<string> | null | undefined;
  /** What happened, e.g. ["ERROR"]: values of PlaybackEventType. */
  eventType?: Array<string> | null | undefined;
  /** How risky it was found to be. */
  level?: Array<RiskLevel> | null | undefined;
  /** At least this risky, 0 to 100. */
  minScore?: number | null | undefined;
  /** This filter is not met: not of a title, for example, includes events that name no title. */
  not?: EventFilter | null | undefined;
  /** At least one of these filters is met. */
  or?: Array<EventFilter> | null | undefined;
  /** When it happened (`occurredAt`). Where no range is named anywhere in the filter: the last 24 hours, or any time when a cursor is given or the list is of one viewer, device or title. */
  range?: TimeRangeInput | null | undefined;
  /** Where the viewer was. */
  region?: RegionFilter | null | undefined;
  /** Has a finding of one of these rules. What rules saw in SHADOW mode, or where they failed, is no finding. */
  ruleKey?: Array<string> | null | undefined;
  /** In which sitting it happened. */
  sessionId?: Array<string> | null | undefined;
  /** Which client application it came from. */
  source?: Array<string> | null | undefined;
  /** Who watched, by the id that clients send. One that was never seen matches nothing. */
  userId?: Array<string> | null | undefined;
};

/** One event: exactly one key is given, and that key is the kind of the event. */
export type EventInput =
  {   /** Something happened in a player. */
  playback: PlaybackEventInput; };

/** How good the best evidence is. */
export type EvidenceGrade =
  /** There is no evidence at all. */
  | 'ABSENT'
  /** The yes or no of the client. */
  | 'CLIENT_BOOLEAN'
  /** A signal that was decoded on the server. */
  | 'DECODED_SIGNAL';

/** The steps of a funnel, and which ways through them count. */
export type FunnelInput = {
  /** How long the whole way may take, from its first event on: up to P31D, without years and months. */
  conversionWindow: string;
  /** How the steps must follow one another. Default: in the order given, with anything between. */
  order?: FunnelOrder;
  /** Which events are looked at: by when they occurred, at most 31 days. Default: the last 24 hours. */
  range?: TimeRangeInput | null | undefined;
  /** 2 to 8 steps, the first one first. */
  steps: Array<FunnelStepInput>;
};

/** How the steps of a funnel must follow one another. */
export type FunnelOrder =
  /** In the order given; whatever else the viewer did may lie between. */
  | 'ORDERED'
  /** In the order given, with no other event of the viewer between, heartbeats included. */
  | 'STRICT'
  /** In any order, each by an event of its own; a step is reached once it and all steps listed before it are met. */
  | 'UNORDERED';

/** One step of a funnel: what a viewer has to do. */
export type FunnelStepInput = {
  /** With which title, by the id that clients send. Default: with any, or none. */
  contentId?: string | null | undefined;
  /** What has to happen. */
  eventType: PlaybackEventType;
};

/** Why alerts could not be delivered. */
export type GapReason =
  /** They are older than what the alert log keeps. */
  | 'RETENTION_EXCEEDED';

/** How long a bucket of a timeline is. */
export type Granularity =
  /** One day, from midnight UTC. */
  | 'DAY'
  /** One hour, from the full hour UTC. */
  | 'HOUR'
  /** One minute, from the full minute; kept for 8 to 48 hours, depending on what is asked: an error says when they are gone. */
  | 'MINUTE'
  /** One week, from Monday midnight UTC. */
  | 'WEEK';

/** A batch of events to take in. */
export type IngestEventsInput = {
  /** Idempotency key of the batch: repeating it within 1 hour returns the first receipt and takes in nothing. */
  batchId?: string | null | undefined;
  /** Only judge the events: answers what would be accepted, and takes in nothing. */
  dryRun?: boolean;
  /** 1 to 1000 events, at most 1 MiB. */
  events: Array<EventInput>;
  /** Clock of the device at the moment of sending; corrects the skew of TV clocks. */
  sentAt?: string | null | undefined;
};

/** What was odd about an event that was accepted all the same. */
export type IngestWarningCode =
  /** The clock of the device was off by more than 2 seconds; the time of the event was corrected with `sentAt`. */
  | 'CLOCK_SKEW_CORRECTED'
  /** A consent string cannot be decoded; it counts as not sent, and the next best evidence decides. */
  | 'CONSENT_UNDECODABLE'
  /** The event came so late that rules which look back over a window could not see all of it. */
  | 'LATE_ARRIVAL'
  /** `isEu` contradicts `region`; `region` counts. */
  | 'REGION_CLAIM_MISMATCH';

/** What makes a use lawful. */
export type LegalBasis =
  /** The viewer agreed. */
  | 'CONSENT'
  /** It is needed for the service the viewer asked for. */
  | 'CONTRACT'
  /** An interest of the operator that the viewer did not object to. */
  | 'LEGITIMATE_INTEREST'
  /** Nothing does: it is not allowed. */
  | 'NONE'
  /** The law allows it until the viewer opts out, and the viewer did not. */
  | 'OPT_OUT_NOT_EXERCISED'
  /** It is strictly necessary for the service the viewer asked for (ePrivacy art. 5(3)). */
  | 'STRICTLY_NECESSARY';

/** How the device was connected. */
export type NetworkType =
  /** Connected by a mobile network. */
  | 'CELLULAR'
  /** Connected by cable. */
  | 'ETHERNET'
  /** The player cannot tell. */
  | 'UNKNOWN'
  /** Connected by wireless LAN. */
  | 'WIFI';

/** What a law asks for within a time. */
export type ObligationKind =
  /** To answer a request for access. */
  | 'ACCESS_RESPONSE'
  /** To notify the authority of a breach. */
  | 'BREACH_NOTIFICATION'
  /** To destroy records of what was watched once they are not needed. */
  | 'DESTROY_VIEWING_RECORDS'
  /** To answer a request for erasure. */
  | 'ERASURE_RESPONSE'
  /** To act on an opt-out. */
  | 'OPT_OUT_RESPONSE'
  /** To keep data no longer than is needed. */
  | 'RETENTION_LIMIT';

/** Which way a list is ordered. */
export type OrderDirection =
  /** The smallest, or oldest, first. */
  | 'ASC'
  /** The largest, or newest, first. */
  | 'DESC';

/** One moment of playback as a client reports it. Ids and texts have at most 255 characters. */
export type PlaybackEventInput = {
  /** How old the viewer is. */
  ageBand?: AgeBand | null | undefined;
  /** Version of the client app. */
  appVersion?: string | null | undefined;
  /** Bit rate of the stream being played, in kilobits per second. */
  bitrateKbps?: number | null | undefined;
  /** Consent signals as the consent platform gives them: stronger evidence than `hasConsent`. */
  consent?: ConsentSignalsInput | null | undefined;
  /** Which title plays. */
  contentId?: string | null | undefined;
  /** Which device plays. Kept encrypted, apart from the event, which knows a random pseudonym only. */
  deviceId?: string | null | undefined;
  /** What the player runs on. */
  deviceType?: DeviceType | null | undefined;
  /** How long what is reported lasted, in milliseconds. */
  durationMs?: number | null | undefined;
  /** What failed, in the words of the player; for ERROR events. */
  errorCode?: string | null | undefined;
  /** Unique for the producer. (source, eventId) is the identity of an event: sent again, it changes nothing. */
  eventId: string;
  /** What happened in the player. */
  eventType: PlaybackEventType;
  /** Free properties, at most 8 KiB and 5 levels deep. */
  extraMetadata?: Record<string, unknown> | null | undefined;
  /** Whether the viewer consented to measurement, from players that know no better. Absent means unknown. */
  hasConsent?: boolean | null | undefined;
  /** Address of the device. Only its prefix (/24 or /48) is stored. */
  ipAddress?: string | null | undefined;
  /** A claim that `region` is in the European Union. It is derived from `region`; a contradiction is answered with a warning. */
  isEu?: boolean | null | undefined;
  /** How the device was connected. */
  networkType?: NetworkType | null | undefined;
  /** Position in the title, in milliseconds. */
  positionMs?: number | null | undefined;
  /** Where the viewer is: NL, US-CA. */
  region: string;
  /** Which sitting the event belongs to, from PLAY to STOP. */
  sessionId?: string | null | undefined;
  /** What the viewer pays for. */
  subscriptionPlan?: SubscriptionPlan | null | undefined;
  /** When it happened by the clock of the device: at most 30 days ago and 5 minutes ahead after skew correction. */
  timestamp: string;
  /** Who watches. Kept encrypted, apart from the event, which knows a random pseudonym only. */
  userId?: string | null | undefined;
};

/** What happened in a player, or in the account behind it. */
export type PlaybackEventType =
  /** An advertisement ended. */
  | 'AD_END'
  /** An advertisement began. */
  | 'AD_START'
  /** The player switched to another quality. */
  | 'BITRATE_CHANGE'
  /** Playback went on after a stall. */
  | 'BUFFER_END'
  /** Playback stalled to load data. */
  | 'BUFFER_START'
  /** A title was stored on the device for later. */
  | 'DOWNLOAD'
  /** Playback failed; counted as an error. `errorCode` says how. */
  | 'ERROR'
  /** Sent at intervals while playback goes on. */
  | 'HEARTBEAT'
  /** The viewer signed in. */
  | 'LOGIN'
  /** An attempt to sign in failed. */
  | 'LOGIN_FAILED'
  /** The viewer signed out. */
  | 'LOGOUT'
  /** The viewer paused. */
  | 'PAUSE'
  /** The viewer asked for playback to start; counted as a play. */
  | 'PLAY'
  /** The first frame was shown, or playback went on after waiting. */
  | 'PLAYING'
  /** The viewer bought or rented something. */
  | 'PURCHASE'
  /** The viewer went on after a pause. */
  | 'RESUME'
  /** The viewer jumped to another position. */
  | 'SEEK'
  /** Playback ended, by the viewer or at the end of the title. */
  | 'STOP'
  /** A session could not be renewed. */
  | 'TOKEN_REFRESH_FAILED';

/** By what a caller is known. */
export type PrincipalKind =
  /** A program, by the secret of its API key. */
  | 'API_KEY'
  /** A person, by the token of a sign-in or of an identity provider. */
  | 'USER';

/** What a person may ask for. */
export type PrivacyRequestKind =
  /** To be told everything that is held about them. */
  | 'ACCESS'
  /** To be erased: nothing leads to them any more, and further events of theirs are refused. */
  | 'ERASURE'
  /** That their data is not sold or shared: sets the preference `saleOptOut`. */
  | 'OPT_OUT';

/** How far the answer to a request is. */
export type PrivacyRequestStatus =
  /** Done what was asked for. */
  | 'COMPLETED'
  /** Nothing is held about this person, who was erased before: there is nothing to answer with. */
  | 'DENIED'
  /** A worker is at it. */
  | 'IN_PROGRESS'
  /** Taken in; workers answer the one that is due first first. */
  | 'RECEIVED';

/** What data is used for. */
export type ProcessingPurpose =
  /** To select and measure advertising (TCF purposes 1, 2 and 7). */
  | 'ADVERTISING'
  /** To understand audiences (TCF purposes 1 and 9). */
  | 'CONTENT_ANALYTICS'
  /** To personalise content (TCF purposes 1, 5 and 6). */
  | 'PERSONALISATION'
  /** To measure the quality of playback (TCF purposes 1 and 8). */
  | 'QOE_MEASUREMENT'
  /** To keep the service secure and to find fraud (TCF special purpose 1). */
  | 'SECURITY_AND_FRAUD'
  /** To play what the viewer asked for. */
  | 'SERVICE_DELIVERY';

/** What a limit counts. */
export type RateLimitUnit =
  /** Events that were sent. */
  | 'EVENTS'
  /** Operations that were asked for, over HTTP or WebSocket. */
  | 'REQUESTS';

/** What a session goes on with. */
export type RefreshSessionInput = {
  /** The newest refresh token of the session; it is used up. */
  refreshToken: string;
};

/** Matches a region that is in `in` or lies within one of `within`, and that is regulated by one of `regulatedBy` when that is given too. */
export type RegionFilter = {
  /** Exactly these regions: NL matches NL alone. */
  in?: Array<string> | null | undefined;
  /** Regions in which one of these laws applies: in lists on the day of each event, in figures on the last day of their range. GDPR matches the whole European Economic Area. */
  regulatedBy?: Array<Regulation> | null | undefined;
  /** These regions and their parts: US matches US, US-CA, US-NY and every other part of the United States. */
  within?: Array<string> | null | undefined;
};

/** A law on personal data or media. */
export type Regulation =
  /** Audiovisual Media Services Directive 2010/13/EU. */
  | 'AVMSD'
  /** California Consumer Privacy Act. */
  | 'CCPA'
  /** Children's Online Privacy Protection Rule, 16 CFR 312. */
  | 'COPPA'
  /** ePrivacy Directive 2002/58/EC. */
  | 'EPRIVACY'
  /** General Data Protection Regulation (EU) 2016/679. */
  | 'GDPR'
  /** Lei Geral de Proteção de Dados (Brazil). */
  | 'LGPD'
  /** Personal Information Protection and Electronic Documents Act (Canada). */
  | 'PIPEDA'
  /** Law 25 of Québec. */
  | 'QC_LAW_25'
  /** The GDPR as it is law in the United Kingdom. */
  | 'UK_GDPR'
  /** Laws of US states under which an opt-out signal counts. */
  | 'US_STATE_OPT_OUT'
  /** Video Privacy Protection Act, 18 U.S.C. 2710. */
  | 'VPPA';

/** Why one event of a request was not accepted. */
export type RejectionReason =
  /** The clock of the device is off by more than 48 hours. */
  | 'CLOCK_UNUSABLE'
  /** A value means nothing: an unknown region, a bad address, an id that is too long. */
  | 'INVALID'
  /** It would happen more than 5 minutes from now, after skew correction. */
  | 'IN_THE_FUTURE'
  /** Its viewer or device was erased on request. */
  | 'SUBJECT_ERASED'
  /** Its metadata is larger than 8 KiB or deeper than 5 levels. */
  | 'TOO_LARGE'
  /** It happened more than 30 days ago. */
  | 'TOO_OLD';

/** What kind of risk a rule is about. */
export type RiskCategory =
  /** An account used in a way that points to sharing or to a stranger. */
  | 'ACCOUNT'
  /** Behaviour unlike that of other viewers. */
  | 'ANOMALY'
  /** A title that fails. */
  | 'CONTENT'
  /** Reports with something missing. */
  | 'DATA_QUALITY'
  /** A device that fails. */
  | 'DEVICE'
  /** Data of children. */
  | 'MINORS'
  /** Trouble of services. */
  | 'OPERATIONS'
  /** Personal data processed without the permission the law asks for. */
  | 'PRIVACY'
  /** Data kept or collected against an objection or a request to delete. */
  | 'RETENTION'
  /** Attempts to get in, or misuse of payment. */
  | 'SECURITY';

/** How risky an event is, from its score of 0 to 100. */
export type RiskLevel =
  /** A score of 85 or more; raises an alert. */
  | 'CRITICAL'
  /** A score from 60 to 84; raises an alert. */
  | 'HIGH'
  /** A score below 30. */
  | 'LOW'
  /** A score from 30 to 59. */
  | 'MEDIUM';

/** What a caller is; it decides the scopes of a person. */
export type Role =
  /** A person who may do everything. */
  | 'ADMIN'
  /** A person who reads everything but originals of personal data and the audit log, and judges alerts. */
  | 'ANALYST'
  /** A program with an API key, whose scopes are its own. */
  | 'CLIENT';

/** What becomes of what a rule sees. */
export type RuleMode =
  /** The rule is not evaluated. */
  | 'DISABLED'
  /** It is a finding and adds its points to the score. */
  | 'LIVE'
  /** It is counted (`compliance.byShadowRule`) but adds nothing and is in no alert: for trying a rule out. */
  | 'SHADOW';

/** One thing a caller may be allowed to do. No scope includes another. */
export type Scope =
  /** Manage API keys and users. */
  | 'ADMIN'
  /** Read and verify the audit log. */
  | 'AUDIT_READ'
  /** Read events, sessions, viewers and devices, under pseudonyms. */
  | 'EVENTS_READ'
  /** Send events, and try out what would become of them. */
  | 'EVENTS_WRITE'
  /** Read original ids and addresses of viewers; every such read is in the audit log. */
  | 'PII_READ'
  /** Read what viewers ask for about their privacy. */
  | 'PRIVACY_READ'
  /** Record what viewers ask for about their privacy. */
  | 'PRIVACY_WRITE'
  /** Read alerts, assessments and compliance figures, and the rules behind them. */
  | 'RISK_READ'
  /** Judge alerts and cases. */
  | 'RISK_WRITE'
  /** Change the settings of rules. */
  | 'RULES_WRITE'
  /** Read statistics, breakdowns and funnels, and how the pipeline does. */
  | 'STATS_READ';

/** What a viewer asks for; what is left out stays as it is. */
export type SetPrivacyPreferencesInput = {
  /** Whether the viewer asks for deletion; the moment of the first request is kept. */
  deletionRequested?: boolean | null | undefined;
  /** Whether the viewer must not be tracked. */
  doNotTrack?: boolean | null | undefined;
  /** Whether the viewer opts out of sale and sharing. */
  saleOptOut?: boolean | null | undefined;
  /** The viewer, by the id that clients send with events; need not have been seen yet. */
  userId: string;
};

/** What a person is known by. */
export type SignInInput = {
  /** Secret of the person, of 12 to 256 characters. */
  password: string;
  /** User name, in upper or lower case. */
  username: string;
};

/** What statistics can be broken down by. */
export type StatsDimension =
  /** The app as its client names its version, e.g. 4.2.0. */
  | 'APP_VERSION'
  /** The title, by the id that clients send. */
  | 'CONTENT'
  /** What the player ran on: a value of DeviceType. */
  | 'DEVICE_TYPE'
  /** What happened: a value of PlaybackEventType. */
  | 'EVENT_TYPE'
  /** How the device was connected: a value of NetworkType. */
  | 'NETWORK_TYPE'
  /** Where the viewer was: NL, or US-CA where the part of the country is known. */
  | 'REGION'
  /** The client application the events came from. */
  | 'SOURCE'
  /** The client application and what happened, with a space between: `demo PLAY`. */
  | 'SOURCE_AND_EVENT_TYPE'
  /** What the viewer paid for: a value of SubscriptionPlan. */
  | 'SUBSCRIPTION_PLAN';

/** Which events are counted: all conditions that are given must be met; a list is met by any of its values (at most 100), an empty one by nothing. A combination that no counter is kept for is counted from the events of the titles or devices it names, over at most 7 days, or refused with what to ask instead. */
export type StatsFilter = {
  /** Which title was played, by the id that clients send. */
  contentId?: Array<string> | null | undefined;
  /** What it was watched on, by the id that clients send. One that was never seen matches nothing. */
  deviceId?: Array<string> | null | undefined;
  /** What happened. What is measured in sessions (watch time, rebuffering, start failures) is null then. */
  eventType?: Array<PlaybackEventType> | null | undefined;
  /** Where the viewer was. */
  region?: RegionFilter | null | undefined;
  /** Which client application it came from. */
  source?: Array<string> | null | undefined;
  /** What the viewer paid for. */
  subscriptionPlan?: Array<SubscriptionPlan> | null | undefined;
};

/** What a person asks for. */
export type SubmitPrivacyRequestInput = {
  /** What the request is called where it came from, up to 255 characters that name nobody; sent again, it is the same request. */
  externalReference: string;
  /** What is asked for. */
  kind: PrivacyRequestKind;
  /** Where the person is, NL or US-CA: the law there says until when an answer is due. */
  region: string;
  /** The person, by the id that clients send; need not have been seen yet. */
  userId: string;
};

/** What the viewer pays for. */
export type SubscriptionPlan =
  /** The smallest paid plan. */
  | 'BASIC'
  /** Nothing is paid. */
  | 'FREE'
  /** The largest plan. */
  | 'PREMIUM'
  /** The middle plan. */
  | 'STANDARD'
  /** A paid plan being tried for free. */
  | 'TRIAL'
  /** A plan given by agreement. */
  | 'VIP';

/** A span of time [from, to): `from` belongs to it, `to` does not. At most 400 days, of the years 2000 to 2100. */
export type TimeRangeInput = {
  /** First instant of the range (UTC). */
  from: string;
  /** First instant after the range (UTC); later than `from`. */
  to: string;
};

/** What to change of a rule; what is left out stays as it is. */
export type UpdateRuleInput = {
  /** The `version` that was looked at: nothing is changed when it is another by now. */
  expectedVersion: number;
  /** The `key` of the rule. */
  key: string;
  /** What becomes of what the rule sees. */
  mode?: RuleMode | null | undefined;
  /** Thresholds and windows by name; those not named stay as they are. */
  parameters?: Record<string, unknown> | null | undefined;
  /** What it adds to the score when it fires, 0 to 100. */
  points?: number | null | undefined;
};

export type AlertsByCategoryQueryVariables = Exact<{ [key: string]: never; }>;


export type AlertsByCategoryQuery = { privacy: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> }, retention: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> }, minors: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> }, account: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> }, content: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> }, device: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> }, security: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> }, anomaly: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> }, dataQuality: { nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> } };

export type ExplainedAlertFragment = { id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, findings: Array<{ category: RiskCategory, observed: string, threshold: string | null, explanation: string, points: number, regulations: Array<Regulation>, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> };

export type AlertsByLawQueryVariables = Exact<{
  law?: Array<Regulation> | Regulation | null | undefined;
  last?: number | null | undefined;
}>;


export type AlertsByLawQuery = { findings: { totalCount: { value: number, isExact: boolean }, nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, title: string, region: { code: string } | null, findings: Array<{ explanation: string, citations: Array<{ label: string, url: string | null }> }> }> }, regions: { totalCount: { value: number, isExact: boolean }, nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, title: string, region: { code: string } | null, findings: Array<{ explanation: string, citations: Array<{ label: string, url: string | null }> }> }> } };

export type AlertsOfLawFragment = { totalCount: { value: number, isExact: boolean }, nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, title: string, region: { code: string } | null, findings: Array<{ explanation: string, citations: Array<{ label: string, url: string | null }> }> }> };

export type BreakdownQueryVariables = Exact<{
  range?: TimeRangeInput | null | undefined;
  filter?: StatsFilter | null | undefined;
  by?: StatsDimension;
  first?: number | null | undefined;
  after?: string | null | undefined;
  orderBy?: BreakdownOrder | null | undefined;
}>;


export type BreakdownQuery = { stats: { range: { from: string, to: string }, breakdown: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ key: string, stats: { events: number, plays: number, watchTimeMs: number | null, errorRate: number, rebufferingRatio: number | null, uniqueViewers: { value: number, relativeError: number } } }> } } };

export type ComplianceTimelineQueryVariables = Exact<{
  range?: TimeRangeInput | null | undefined;
  region?: RegionFilter | null | undefined;
  granularity?: Granularity;
}>;


export type ComplianceTimelineQuery = { compliance: { range: { from: string, to: string }, timeline: Array<{ from: string, to: string, evaluated: number, alerts: number, alertRate: number }> } };

export type ComplianceQueryVariables = Exact<{
  range?: TimeRangeInput | null | undefined;
  region?: RegionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ComplianceQuery = { compliance: { evaluated: number, range: { from: string, to: string }, byLevel: Array<{ level: RiskLevel, count: number }>, byCategory: Array<{ category: RiskCategory, count: number }>, byRule: Array<{ count: number, rule: { key: string, name: string } }>, byShadowRule: Array<{ count: number, rule: { key: string, name: string } }>, byRegulation: Array<{ regulation: Regulation, count: number }>, regions: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ evaluated: number, flagged: number, averageScore: number, highRiskShare: number, region: { code: string, name: string } }> } } };

export type ConsentDecisionQueryVariables = Exact<{
  consent?: ConsentSignalsInput;
  hasConsent?: boolean | null | undefined;
  region?: string;
  ageBand?: AgeBand | null | undefined;
  on?: string | null | undefined;
}>;


export type ConsentDecisionQuery = { consentDecision: { allowed: boolean, grade: EvidenceGrade, regulations: Array<Regulation>, purposes: Array<{ purpose: ProcessingPurpose, allowed: boolean, basis: LegalBasis, reason: string, citations: Array<{ label: string, url: string | null }> }>, findings: Array<{ code: string, message: string }> }, region: { name: string, regulations: Array<{ regulation: Regulation, consentModel: ConsentModel, effectiveFrom: string, obligations: Array<{ kind: ObligationKind, within: string | null, businessDays: number | null }> }> } | null };

export type ContentQueryVariables = Exact<{
  contentId?: string;
  range?: TimeRangeInput | null | undefined;
  first?: number;
}>;


export type ContentQuery = { content: { contentId: string, stats: { events: number, plays: number, watchTimeMs: number | null, errorRate: number, rebufferingRatio: number | null, videoStartFailureRate: number | null, uniqueViewers: { value: number, relativeError: number } } | null, topRegions: Array<{ plays: number, share: number, region: { code: string, name: string } }> | null } | null };

export type DeviceEventsQueryVariables = Exact<{
  deviceId?: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type DeviceEventsQuery = { device: { id: string, pseudonym: string, events: { totalCount: { value: number, isExact: boolean }, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ eventType: PlaybackEventType, errorCode: string | null, id: string, occurredAt: string, viewer: { pseudonym: string, lastSeenAt: string | null } | null, content: { contentId: string } | null }> } | null } | null };

export type DeviceQueryVariables = Exact<{
  deviceId?: string;
  range?: TimeRangeInput | null | undefined;
}>;


export type DeviceQuery = { device: { id: string, pseudonym: string, stats: { events: number, plays: number, watchTimeMs: number | null, errors: number, errorRate: number, rebufferingRatio: number | null, videoStartFailureRate: number | null } | null } | null };

export type EventQueryVariables = Exact<{
  source?: string | null | undefined;
  eventId?: string;
}>;


export type EventQuery = { event: { eventType: PlaybackEventType, errorCode: string | null, positionMs: number | null, id: string, eventId: string, source: string, occurredAt: string, receivedAt: string, storedAt: string, properties: Record<string, unknown>, viewer: { pseudonym: string, eventCount: number } | null, device: { pseudonym: string } | null, content: { contentId: string } | null, region: { code: string, name: string }, consent: { allowed: boolean, regulations: Array<Regulation> } | null, assessment: { score: number, level: RiskLevel, rulesetVersion: string, findings: Array<{ points: number, observed: string, threshold: string | null, explanation: string, rule: { key: string, name: string } }> } | null } | null };

export type EventsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type EventsQuery = { events: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ eventType: PlaybackEventType, id: string, eventId: string, source: string, occurredAt: string, viewer: { pseudonym: string } | null, content: { contentId: string } | null, region: { code: string }, assessment: { score: number, level: RiskLevel } | null }> } };

export type FollowRiskAlertsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: AlertFilter | null | undefined;
}>;


export type FollowRiskAlertsSubscription = { riskAlerts:
    | { __typename: 'RiskAlertRaised', cursor: string, at: string, alert: { id: string, sequence: number, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, region: { code: string } | null, viewer: { pseudonym: string } | null, findings: Array<{ points: number, explanation: string, rule: { key: string } }> } }
    | { __typename: 'StreamGap', cursor: string, at: string, from: string, to: string, reason: GapReason }
    | { __typename: 'StreamHeartbeat', cursor: string, at: string }
   };

export type FunnelQueryVariables = Exact<{
  input?: FunnelInput;
}>;


export type FunnelQuery = { funnel: { conversionRate: number, range: { from: string, to: string }, steps: Array<{ index: number, viewers: number, conversionFromPrevious: number, conversionFromStart: number, medianTimeFromPrevious: string | null }> } };

export type HighRiskEventsQueryVariables = Exact<{
  range?: TimeRangeInput | null | undefined;
  minLevel?: RiskLevel;
  filter?: AlertFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HighRiskEventsQuery = { compliance: { range: { from: string, to: string }, events: { totalCount: { value: number, isExact: boolean }, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, score: number, level: RiskLevel, findings: Array<{ category: RiskCategory, points: number, explanation: string, regulations: Array<Regulation>, rule: { key: string, name: string } }>, event: { eventType: PlaybackEventType, eventId: string, source: string, occurredAt: string, viewer: { pseudonym: string } | null, content: { contentId: string } | null, region: { code: string } } | null }> } } };

export type IngestEventsMutationVariables = Exact<{
  input: IngestEventsInput;
}>;


export type IngestEventsMutation = { ingestEvents: { batchId: string, acceptedCount: number, rejectedCount: number, replayed: boolean, durability: Durability | null, rejected: Array<{ index: number, eventId: string | null, reason: RejectionReason, message: string, path: Array<string> }>, warnings: Array<{ index: number, eventId: string | null, code: IngestWarningCode, message: string }>, assessments: Array<{ index: number, score: number, level: RiskLevel, rulesetVersion: string, findings: Array<{ points: number, explanation: string, rule: { key: string } }> | null }>, errors: Array<
      | { __typename: 'InvalidInputError', message: string, path: Array<string> }
      | { __typename: 'OverloadedError', message: string, path: Array<string>, retryAfterMs: number }
      | { __typename: 'RateLimitedError', message: string, path: Array<string>, retryAfterMs: number }
    > } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { kind: PrincipalKind, name: string, role: Role | null, scopes: Array<Scope>, expiresAt: string | null, rateLimits: Array<{ unit: RateLimitUnit, limit: number, windowMs: number, remaining: number | null, resetAt: string | null }> } };

export type PersonalDataQueryVariables = Exact<{
  userId?: string;
  reason?: string;
}>;


export type PersonalDataQuery = { viewer: { pseudonym: string, personalData: { userId: string | null } | null } | null };

export type PipelineQueryVariables = Exact<{
  range?: TimeRangeInput | null | undefined;
}>;


export type PipelineQuery = { pipeline: { backlogEvents: number, pending: number, lagMs: number, uncountedEvents: number, retrying: number, deadLetters: number, ingestRatePerSecond: number, processingLatency: { p50Ms: number, p95Ms: number, p99Ms: number, sampleCount: number }, latency: { p50Ms: number, p95Ms: number, p99Ms: number, sampleCount: number }, failures: { deadLetterCount: number, range: { from: string, to: string } }, consumers: Array<{ name: string, pending: number, idleMs: number }> } };

export type PrivacyRequestsQueryVariables = Exact<{
  userId?: string | null | undefined;
  overdue?: boolean | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PrivacyRequestsQuery = { privacyRequests: { nodes: Array<{ id: string, kind: PrivacyRequestKind, status: PrivacyRequestStatus, externalReference: string, regulation: Regulation | null, receivedAt: string, dueAt: string, completedAt: string | null, affectedRecords: number | null, receipt: { erasedAt: string, affectedRecords: number, auditSequence: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, role: Role | null, errors: Array<
      | { __typename: 'InvalidInputError', message: string, path: Array<string> }
      | { __typename: 'RateLimitedError', message: string, path: Array<string>, retryAfterMs: number }
    > } };

export type RegionQueryVariables = Exact<{
  code?: string;
  range?: TimeRangeInput | null | undefined;
  first?: number;
}>;


export type RegionQuery = { region: { code: string, name: string, stats: { events: number, plays: number, watchTimeMs: number | null, errorRate: number, rebufferingRatio: number | null, uniqueViewers: { value: number, relativeError: number } } | null, deviceMix: Array<{ deviceType: DeviceType, events: number, share: number }> | null, errorDistribution: Array<{ errorCode: string, count: number, share: number }> | null } | null };

export type RiskAlertsQueryVariables = Exact<{
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: AlertFilter | null | undefined;
}>;


export type RiskAlertsQuery = { riskAlerts: { headCursor: string, totalCount: { value: number, isExact: boolean }, pageInfo: { hasPreviousPage: boolean, startCursor: string | null }, nodes: Array<{ id: string, sequence: number, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, categories: Array<RiskCategory>, region: { code: string, name: string } | null, viewer: { pseudonym: string } | null, content: { contentId: string } | null, findings: Array<{ points: number, observed: string, threshold: string | null, explanation: string, rule: { key: string, name: string }, citations: Array<{ label: string, url: string | null }> }> }> } };

export type RulesQueryVariables = Exact<{
  category?: Array<RiskCategory> | RiskCategory | null | undefined;
  mode?: Array<RuleMode> | RuleMode | null | undefined;
}>;


export type RulesQuery = { rules: Array<{ key: string, name: string, description: string, category: RiskCategory | null, mode: RuleMode, points: number, parameters: Record<string, unknown>, version: number, citations: Array<{ label: string, url: string | null }> }> };

export type SessionEventsQueryVariables = Exact<{
  sessionId?: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SessionEventsQuery = { events: { totalCount: { value: number, isExact: boolean }, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ eventType: PlaybackEventType, positionMs: number | null, errorCode: string | null, id: string, occurredAt: string, content: { contentId: string } | null }> } };

export type SessionQueryVariables = Exact<{
  source?: string | null | undefined;
  sessionId?: string;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type SessionQuery = { session: { id: string, source: string, sessionId: string, startedAt: string, endedAt: string | null, lastEventAt: string, watchTimeMs: number, rebufferMs: number, errorCount: number, eventCount: number, viewer: { pseudonym: string } | null, device: { pseudonym: string } | null, events: { pageInfo: { hasPreviousPage: boolean, startCursor: string | null }, nodes: Array<{ eventType: PlaybackEventType, positionMs: number | null, errorCode: string | null, eventId: string, occurredAt: string }> } | null } | null };

export type SessionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type SessionsQuery = { events: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ errorCode: string | null, eventId: string, occurredAt: string, content: { contentId: string } | null, session: { id: string, sessionId: string, startedAt: string, endedAt: string | null, watchTimeMs: number, rebufferMs: number, errorCount: number, eventCount: number } | null }> } };

export type SetPrivacyPreferencesMutationVariables = Exact<{
  input: SetPrivacyPreferencesInput;
}>;


export type SetPrivacyPreferencesMutation = { setPrivacyPreferences: { preferences: { doNotTrack: boolean, saleOptOut: boolean, deletionRequestedAt: string | null, updatedAt: string | null } | null, errors: Array<
      | { __typename: 'ConflictError', message: string, path: Array<string> }
      | { __typename: 'InvalidInputError', message: string, path: Array<string> }
      | { __typename: 'NotFoundError', message: string, path: Array<string> }
    > } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, role: Role | null, errors: Array<
      | { __typename: 'InvalidInputError', message: string, path: Array<string> }
      | { __typename: 'RateLimitedError', message: string, path: Array<string>, retryAfterMs: number }
    > } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { signedOut: boolean } };

export type StatisticsQueryVariables = Exact<{
  range?: TimeRangeInput | null | undefined;
  granularity?: Granularity;
  filter?: StatsFilter | null | undefined;
}>;


export type StatisticsQuery = { stats: { asOf: string, watermark: string, range: { from: string, to: string }, summary: { events: number, plays: number, watchTimeMs: number | null, errors: number, errorRate: number, rebufferingRatio: number | null, videoStartFailureRate: number | null, uniqueViewers: { value: number, relativeError: number }, uniqueDevices: { value: number, relativeError: number } }, timeline: Array<{ from: string, to: string, isFinal: boolean, stats: { events: number, plays: number, watchTimeMs: number | null, errorRate: number } }>, eventsByType: Array<{ eventType: string, count: number, share: number }> } };

export type SubmitPrivacyRequestMutationVariables = Exact<{
  input: SubmitPrivacyRequestInput;
}>;


export type SubmitPrivacyRequestMutation = { submitPrivacyRequest: { request: { id: string, kind: PrivacyRequestKind, status: PrivacyRequestStatus, regulation: Regulation | null, dueAt: string } | null, errors: Array<
      | { __typename: 'ConflictError', message: string, path: Array<string> }
      | { __typename: 'InvalidInputError', message: string, path: Array<string> }
    > } };

export type TitleErrorsQueryVariables = Exact<{
  contentId?: string;
  errorCode?: Array<string> | string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TitleErrorsQuery = { events: { totalCount: { value: number, isExact: boolean }, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ errorCode: string | null, positionMs: number | null, id: string, occurredAt: string, device: { pseudonym: string } | null, region: { code: string } }> } };

export type UnpermittedEventsQueryVariables = Exact<{
  laws?: Array<Regulation> | Regulation | null | undefined;
  notFrom?: Array<string> | string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UnpermittedEventsQuery = { events: { totalCount: { value: number, isExact: boolean }, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ eventType: PlaybackEventType, id: string, source: string, occurredAt: string, region: { code: string }, consent: { allowed: boolean, grade: EvidenceGrade } | null, assessment: { score: number, findings: Array<{ explanation: string }> } | null }> } };

export type UpdateRuleMutationVariables = Exact<{
  input: UpdateRuleInput;
}>;


export type UpdateRuleMutation = { updateRule: { rule: { key: string, mode: RuleMode, points: number, parameters: Record<string, unknown>, version: number } | null, errors: Array<
      | { __typename: 'ConflictError', message: string, path: Array<string> }
      | { __typename: 'InvalidInputError', message: string, path: Array<string> }
      | { __typename: 'NotFoundError', message: string, path: Array<string> }
    > } };

export type ViewerAlertsQueryVariables = Exact<{
  userId?: string;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ViewerAlertsQuery = { riskAlerts: { totalCount: { value: number, isExact: boolean }, pageInfo: { hasPreviousPage: boolean, startCursor: string | null }, nodes: Array<{ id: string, raisedAt: string, level: RiskLevel, score: number, title: string, occurrences: number, findings: Array<{ points: number, explanation: string, rule: { key: string } }> }> }, events: { nodes: Array<{ id: string, occurredAt: string, assessment: { score: number, level: RiskLevel } | null }> } };

export type ViewerJourneyQueryVariables = Exact<{
  userId?: string;
  range?: TimeRangeInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ViewerJourneyQuery = { viewer: { pseudonym: string, journey: { totalCount: { value: number, isExact: boolean }, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ sincePrevious: string | null, event: { eventType: PlaybackEventType, positionMs: number | null, errorCode: string | null, id: string, occurredAt: string, content: { contentId: string } | null, assessment: { level: RiskLevel } | null } }> } } | null };

export type ViewerSessionsQueryVariables = Exact<{
  userId?: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ViewerSessionsQuery = { viewer: { pseudonym: string, sessions: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, source: string, sessionId: string, startedAt: string, endedAt: string | null, watchTimeMs: number, rebufferMs: number, errorCount: number, eventCount: number }> } } | null };

export type ViewerQueryVariables = Exact<{
  userId?: string;
  latest?: number | null | undefined;
}>;


export type ViewerQuery = { viewer: { id: string, pseudonym: string, firstSeenAt: string, lastSeenAt: string | null, eventCount: number, eventsByType: Array<{ eventType: string, count: number, share: number }>, risk: { window: string, score: number, level: RiskLevel, eventsInWindow: number, distinctRegions: number, distinctIpPrefixes: number, concurrentSessions: number } | null, preferences: { doNotTrack: boolean, saleOptOut: boolean, deletionRequestedAt: string | null } | null, events: { nodes: Array<{ eventType: PlaybackEventType, id: string, occurredAt: string, content: { contentId: string } | null, region: { code: string }, assessment: { score: number, level: RiskLevel } | null }> } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ExplainedAlertFragmentDoc = new TypedDocumentString(`
    fragment ExplainedAlert on RiskAlert {
  id
  raisedAt
  level
  score
  title
  occurrences
  categories
  findings {
    category
    rule {
      key
      name
    }
    observed
    threshold
    explanation
    points
    regulations
    citations {
      label
      url
    }
  }
}
    `, {"fragmentName":"ExplainedAlert"}) as unknown as TypedDocumentString<ExplainedAlertFragment, unknown>;
export const AlertsOfLawFragmentDoc = new TypedDocumentString(`
    fragment AlertsOfLaw on RiskAlertConnection {
  totalCount {
    value
    isExact
  }
  nodes {
    id
    raisedAt
    level
    title
    region {
      code
    }
    findings {
      explanation
      citations {
        label
        url
      }
    }
  }
}
    `, {"fragmentName":"AlertsOfLaw"}) as unknown as TypedDocumentString<AlertsOfLawFragment, unknown>;
export const AlertsByCategoryDocument = new TypedDocumentString(`
    query AlertsByCategory {
  privacy: riskAlerts(last: 1, filter: { category: [PRIVACY] }) {
    nodes {
      ...ExplainedAlert
    }
  }
  retention: riskAlerts(last: 1, filter: { category: [RETENTION] }) {
    nodes {
      ...ExplainedAlert
    }
  }
  minors: riskAlerts(last: 1, filter: { category: [MINORS] }) {
    nodes {
      ...ExplainedAlert
    }
  }
  account: riskAlerts(last: 1, filter: { category: [ACCOUNT] }) {
    nodes {
      ...ExplainedAlert
    }
  }
  content: riskAlerts(last: 1, filter: { category: [CONTENT] }) {
    nodes {
      ...ExplainedAlert
    }
  }
  device: riskAlerts(last: 1, filter: { category: [DEVICE] }) {
    nodes {
      ...ExplainedAlert
    }
  }
  security: riskAlerts(last: 1, filter: { category: [SECURITY] }) {
    nodes {
      ...ExplainedAlert
    }
  }
  anomaly: riskAlerts(last: 1, filter: { category: [ANOMALY] }) {
    nodes {
      ...ExplainedAlert
    }
  }
  dataQuality: riskAlerts(last: 1, filter: { category: [DATA_QUALITY] }) {
    nodes {
      ...ExplainedAlert
    }
  }
}
    fragment ExplainedAlert on RiskAlert {
  id
  raisedAt
  level
  score
  title
  occurrences
  categories
  findings {
    category
    rule {
      key
      name
    }
    observed
    threshold
    explanation
    points
    regulations
    citations {
      label
      url
    }
  }
}`, {"hash":"sha256:26a7c324c7efb4ced407abb35aa4136e3376dc4cf8bd4a3f194111b9e70b4f0d"}) as unknown as TypedDocumentString<AlertsByCategoryQuery, AlertsByCategoryQueryVariables>;
export const AlertsByLawDocument = new TypedDocumentString(`
    query AlertsByLaw($law: [Regulation!] = [GDPR], $last: Int = 10) {
  findings: riskAlerts(last: $last, filter: { regulation: $law }) {
    ...AlertsOfLaw
  }
  regions: riskAlerts(last: $last, filter: { region: { regulatedBy: $law } }) {
    ...AlertsOfLaw
  }
}
    fragment AlertsOfLaw on RiskAlertConnection {
  totalCount {
    value
    isExact
  }
  nodes {
    id
    raisedAt
    level
    title
    region {
      code
    }
    findings {
      explanation
      citations {
        label
        url
      }
    }
  }
}`, {"hash":"sha256:eaf343caf632317075358a8743d0377243add9c8d81170ff08e5095e8bc3f083"}) as unknown as TypedDocumentString<AlertsByLawQuery, AlertsByLawQueryVariables>;
export const BreakdownDocument = new TypedDocumentString(`
    query Breakdown($range: TimeRangeInput, $filter: StatsFilter, $by: StatsDimension! = REGION, $first: Int = 25, $after: Cursor, $orderBy: BreakdownOrder = { field: EVENTS, direction: DESC }) {
  stats(range: $range, filter: $filter) {
    range {
      from
      to
    }
    breakdown(by: $by, first: $first, after: $after, orderBy: $orderBy) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        key
        stats {
          events
          plays
          watchTimeMs
          errorRate
          rebufferingRatio
          uniqueViewers {
            value
            relativeError
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:db1a397424e2a7cba8470a8f19489cfae451c17d3828449afa415cfe316742c4"}) as unknown as TypedDocumentString<BreakdownQuery, BreakdownQueryVariables>;
export const ComplianceTimelineDocument = new TypedDocumentString(`
    query ComplianceTimeline($range: TimeRangeInput, $region: RegionFilter, $granularity: Granularity! = HOUR) {
  compliance(range: $range, region: $region) {
    range {
      from
      to
    }
    timeline(granularity: $granularity) {
      from
      to
      evaluated
      alerts
      alertRate
    }
  }
}
    `, {"hash":"sha256:4152985c7da1e819a1778d6ba8ce89c33a25e69b12f6f7f2951d90bd76c45809"}) as unknown as TypedDocumentString<ComplianceTimelineQuery, ComplianceTimelineQueryVariables>;
export const ComplianceDocument = new TypedDocumentString(`
    query Compliance($range: TimeRangeInput, $region: RegionFilter, $first: Int = 25, $after: Cursor) {
  compliance(range: $range, region: $region) {
    range {
      from
      to
    }
    evaluated
    byLevel {
      level
      count
    }
    byCategory {
      category
      count
    }
    byRule {
      rule {
        key
        name
      }
      count
    }
    byShadowRule {
      rule {
        key
        name
      }
      count
    }
    byRegulation {
      regulation
      count
    }
    regions(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        region {
          code
          name
        }
        evaluated
        flagged
        averageScore
        highRiskShare
      }
    }
  }
}
    `, {"hash":"sha256:5e25a92941bebddd4fb4d9331e599652c47520d1269f0f5dc31b2c2f880fe5d6"}) as unknown as TypedDocumentString<ComplianceQuery, ComplianceQueryVariables>;
export const ConsentDecisionDocument = new TypedDocumentString(`
    query ConsentDecision($consent: ConsentSignalsInput! = { gpc: true }, $hasConsent: Boolean, $region: RegionCode! = "US-CA", $ageBand: AgeBand, $on: Date) {
  consentDecision(
    consent: $consent
    hasConsent: $hasConsent
    region: $region
    ageBand: $ageBand
    on: $on
  ) {
    allowed
    grade
    regulations
    purposes {
      purpose
      allowed
      basis
      reason
      citations {
        label
        url
      }
    }
    findings {
      code
      message
    }
  }
  region(code: $region) {
    name
    regulations(on: $on) {
      regulation
      consentModel
      effectiveFrom
      obligations {
        kind
        within
        businessDays
      }
    }
  }
}
    `, {"hash":"sha256:e4d2569398a9ba9afeba15174a6f39f4dc6e9467f6b875aa5ed563a8fdcdebfa"}) as unknown as TypedDocumentString<ConsentDecisionQuery, ConsentDecisionQueryVariables>;
export const ContentDocument = new TypedDocumentString(`
    query Content($contentId: ID! = "movie_1000", $range: TimeRangeInput, $first: Int! = 10) {
  content(contentId: $contentId) {
    contentId
    stats(range: $range) {
      events
      plays
      watchTimeMs
      errorRate
      rebufferingRatio
      videoStartFailureRate
      uniqueViewers {
        value
        relativeError
      }
    }
    topRegions(range: $range, first: $first) {
      region {
        code
        name
      }
      plays
      share
    }
  }
}
    `, {"hash":"sha256:7288f931793cfe95926b5b929ed35a66db9452c34538310e0b6992a1add0e46b"}) as unknown as TypedDocumentString<ContentQuery, ContentQueryVariables>;
export const DeviceEventsDocument = new TypedDocumentString(`
    query DeviceEvents($deviceId: ID! = "example-tv", $first: Int = 25, $after: Cursor, $filter: EventFilter) {
  device(deviceId: $deviceId) {
    id
    pseudonym
    events(first: $first, after: $after, filter: $filter) {
      totalCount {
        value
        isExact
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        occurredAt
        ... on PlaybackEvent {
          eventType
          errorCode
          viewer {
            pseudonym
            lastSeenAt
          }
          content {
            contentId
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:0eb32485a92075da6458b33d3b2d47c38bfead0752959ea0bfcb3b9c2aab693c"}) as unknown as TypedDocumentString<DeviceEventsQuery, DeviceEventsQueryVariables>;
export const DeviceDocument = new TypedDocumentString(`
    query Device($deviceId: ID! = "example-tv", $range: TimeRangeInput) {
  device(deviceId: $deviceId) {
    id
    pseudonym
    stats(range: $range) {
      events
      plays
      watchTimeMs
      errors
      errorRate
      rebufferingRatio
      videoStartFailureRate
    }
  }
}
    `, {"hash":"sha256:1266b06957268fd3ec3df574808fbb34ff4ec92626bef5aae652689a1787dfff"}) as unknown as TypedDocumentString<DeviceQuery, DeviceQueryVariables>;
export const EventDocument = new TypedDocumentString(`
    query Event($source: String, $eventId: ID! = "example-event") {
  event(source: $source, eventId: $eventId) {
    id
    eventId
    source
    occurredAt
    receivedAt
    storedAt
    properties
    assessment {
      score
      level
      rulesetVersion
      findings {
        points
        observed
        threshold
        explanation
        rule {
          key
          name
        }
      }
    }
    ... on PlaybackEvent {
      eventType
      errorCode
      positionMs
      viewer {
        pseudonym
        eventCount
      }
      device {
        pseudonym
      }
      content {
        contentId
      }
      region {
        code
        name
      }
      consent {
        allowed
        regulations
      }
    }
  }
}
    `, {"hash":"sha256:cf11a4a6a4ea83f4572aa6e298014b829cd3433e9ee304289ad1fc84310b3ede"}) as unknown as TypedDocumentString<EventQuery, EventQueryVariables>;
export const EventsDocument = new TypedDocumentString(`
    query Events($first: Int = 10, $after: Cursor, $filter: EventFilter) {
  events(first: $first, after: $after, filter: $filter) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      eventId
      source
      occurredAt
      assessment {
        score
        level
      }
      ... on PlaybackEvent {
        eventType
        viewer {
          pseudonym
        }
        content {
          contentId
        }
        region {
          code
        }
      }
    }
  }
}
    `, {"hash":"sha256:2130fdbec7d343f590a289bdc6884884354e95e1558ed2437988b46363f52b1b"}) as unknown as TypedDocumentString<EventsQuery, EventsQueryVariables>;
export const FollowRiskAlertsDocument = new TypedDocumentString(`
    subscription FollowRiskAlerts($after: Cursor, $filter: AlertFilter) {
  riskAlerts(after: $after, filter: $filter) {
    __typename
    ... on StreamMessage {
      cursor
      at
    }
    ... on RiskAlertRaised {
      alert {
        id
        sequence
        raisedAt
        level
        score
        title
        occurrences
        region {
          code
        }
        viewer {
          pseudonym
        }
        findings {
          points
          explanation
          rule {
            key
          }
        }
      }
    }
    ... on StreamGap {
      from
      to
      reason
    }
  }
}
    `, {"hash":"sha256:3b5549eca341e13c988c3100e9a07811e7b1aee3ed5c47f596d801dfd02c117f"}) as unknown as TypedDocumentString<FollowRiskAlertsSubscription, FollowRiskAlertsSubscriptionVariables>;
export const FunnelDocument = new TypedDocumentString(`
    query Funnel(
$input: FunnelInput! = {
  steps: [{ eventType: PLAY }, { eventType: PLAYING }, { eventType: STOP }]
  conversionWindow: "PT2H"
  order: ORDERED
}
) {
  funnel(input: $input) {
    range {
      from
      to
    }
    steps {
      index
      viewers
      conversionFromPrevious
      conversionFromStart
      medianTimeFromPrevious
    }
    conversionRate
  }
}
    `, {"hash":"sha256:215d76ffe340a97104679cbfff5594edf07d6205140954625a21149af5386b7f"}) as unknown as TypedDocumentString<FunnelQuery, FunnelQueryVariables>;
export const HighRiskEventsDocument = new TypedDocumentString(`
    query HighRiskEvents($range: TimeRangeInput, $minLevel: RiskLevel! = HIGH, $filter: AlertFilter, $first: Int = 10, $after: Cursor) {
  compliance(range: $range) {
    range {
      from
      to
    }
    events(first: $first, after: $after, minLevel: $minLevel, filter: $filter) {
      totalCount {
        value
        isExact
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        score
        level
        findings {
          category
          rule {
            key
            name
          }
          points
          explanation
          regulations
        }
        event {
          eventId
          source
          occurredAt
          ... on PlaybackEvent {
            eventType
            viewer {
              pseudonym
            }
            content {
              contentId
            }
            region {
              code
            }
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:e0a360c0faaf77f8c75574ba289ad9b641a889b65483a5413c909b3b541d94c8"}) as unknown as TypedDocumentString<HighRiskEventsQuery, HighRiskEventsQueryVariables>;
export const IngestEventsDocument = new TypedDocumentString(`
    mutation IngestEvents($input: IngestEventsInput!) {
  ingestEvents(input: $input) {
    batchId
    acceptedCount
    rejectedCount
    replayed
    durability
    rejected {
      index
      eventId
      reason
      message
      path
    }
    warnings {
      index
      eventId
      code
      message
    }
    assessments {
      index
      score
      level
      findings {
        points
        explanation
        rule {
          key
        }
      }
      rulesetVersion
    }
    errors {
      __typename
      ... on UserError {
        message
        path
      }
      ... on OverloadedError {
        retryAfterMs
      }
      ... on RateLimitedError {
        retryAfterMs
      }
    }
  }
}
    `, {"hash":"sha256:07614c205c0c3ea9d5d2ae99a305137c769ddde7a35ce9f86ae1e9349c42dca8"}) as unknown as TypedDocumentString<IngestEventsMutation, IngestEventsMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    kind
    name
    role
    scopes
    rateLimits {
      unit
      limit
      windowMs
      remaining
      resetAt
    }
    expiresAt
  }
}
    `, {"hash":"sha256:f66093ce592c60c5bdc504d2f38db9bd921bd75068ad9525c09c97001d98262a"}) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const PersonalDataDocument = new TypedDocumentString(`
    query PersonalData($userId: ID! = "example-viewer", $reason: String! = "example: shows how it is asked") {
  viewer(userId: $userId) {
    pseudonym
    personalData(reason: $reason) {
      userId
    }
  }
}
    `, {"hash":"sha256:e37b45b047fb27abb32cf619072d120ce744116d6ed56cb6363883e443a9fb0c"}) as unknown as TypedDocumentString<PersonalDataQuery, PersonalDataQueryVariables>;
export const PipelineDocument = new TypedDocumentString(`
    query Pipeline($range: TimeRangeInput) {
  pipeline {
    backlogEvents
    pending
    lagMs
    uncountedEvents
    retrying
    deadLetters
    ingestRatePerSecond
    processingLatency {
      p50Ms
      p95Ms
      p99Ms
      sampleCount
    }
    latency(range: $range) {
      p50Ms
      p95Ms
      p99Ms
      sampleCount
    }
    failures(range: $range) {
      range {
        from
        to
      }
      deadLetterCount
    }
    consumers {
      name
      pending
      idleMs
    }
  }
}
    `, {"hash":"sha256:81580a92e9dfdc0d256d4e2bb21eb29dd5c611fe09e673da683554f6ea8bfccc"}) as unknown as TypedDocumentString<PipelineQuery, PipelineQueryVariables>;
export const PrivacyRequestsDocument = new TypedDocumentString(`
    query PrivacyRequests($userId: ID, $overdue: Boolean = false, $first: Int = 25, $after: Cursor) {
  privacyRequests(
    userId: $userId
    overdue: $overdue
    first: $first
    after: $after
  ) {
    nodes {
      id
      kind
      status
      externalReference
      regulation
      receivedAt
      dueAt
      completedAt
      affectedRecords
      receipt {
        erasedAt
        affectedRecords
        auditSequence
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:119e8e5480e49a739d04b5eb0017f7d549e9647467b4fd01a87e56472737aba6"}) as unknown as TypedDocumentString<PrivacyRequestsQuery, PrivacyRequestsQueryVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    accessToken
    refreshToken
    expiresAt
    role
    errors {
      __typename
      ... on UserError {
        message
        path
      }
      ... on RateLimitedError {
        retryAfterMs
      }
    }
  }
}
    `, {"hash":"sha256:18e21f8ef3b9411179f8928298660929a3bf3f5d5b7c26047787505e74097ac6"}) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const RegionDocument = new TypedDocumentString(`
    query Region($code: RegionCode! = "NL", $range: TimeRangeInput, $first: Int! = 10) {
  region(code: $code) {
    code
    name
    stats(range: $range) {
      events
      plays
      watchTimeMs
      errorRate
      rebufferingRatio
      uniqueViewers {
        value
        relativeError
      }
    }
    deviceMix(range: $range, first: $first) {
      deviceType
      events
      share
    }
    errorDistribution(range: $range, first: $first) {
      errorCode
      count
      share
    }
  }
}
    `, {"hash":"sha256:9e9fa98da5b7691968420a5a84598d78bd6984de7046ea7c18c704d4a26a4a01"}) as unknown as TypedDocumentString<RegionQuery, RegionQueryVariables>;
export const RiskAlertsDocument = new TypedDocumentString(`
    query RiskAlerts($last: Int = 10, $before: Cursor, $filter: AlertFilter) {
  riskAlerts(last: $last, before: $before, filter: $filter) {
    headCursor
    totalCount {
      value
      isExact
    }
    pageInfo {
      hasPreviousPage
      startCursor
    }
    nodes {
      id
      sequence
      raisedAt
      level
      score
      title
      occurrences
      categories
      region {
        code
        name
      }
      viewer {
        pseudonym
      }
      content {
        contentId
      }
      findings {
        points
        observed
        threshold
        explanation
        rule {
          key
          name
        }
        citations {
          label
          url
        }
      }
    }
  }
}
    `, {"hash":"sha256:9c425f18e0b5b8491d3f0913066f60ddfcf995951a14cab04e433480428cdb1c"}) as unknown as TypedDocumentString<RiskAlertsQuery, RiskAlertsQueryVariables>;
export const RulesDocument = new TypedDocumentString(`
    query Rules($category: [RiskCategory!], $mode: [RuleMode!]) {
  rules(category: $category, mode: $mode) {
    key
    name
    description
    category
    mode
    points
    parameters
    version
    citations {
      label
      url
    }
  }
}
    `, {"hash":"sha256:50ce1fd77ffbe5d68f3bb672c0c2c61c0b9f2a1be12eb857bb9731441be09441"}) as unknown as TypedDocumentString<RulesQuery, RulesQueryVariables>;
export const SessionEventsDocument = new TypedDocumentString(`
    query SessionEvents($sessionId: ID! = "example-session", $first: Int = 100, $after: Cursor) {
  events(
    first: $first
    after: $after
    filter: { sessionId: [$sessionId] }
    orderBy: { field: OCCURRED_AT, direction: ASC }
  ) {
    totalCount {
      value
      isExact
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      occurredAt
      ... on PlaybackEvent {
        eventType
        positionMs
        errorCode
        content {
          contentId
        }
      }
    }
  }
}
    `, {"hash":"sha256:8a52ed243bf0647bd38d575f83d4c8fdf3fbec4c332e5938a15b7d98feede969"}) as unknown as TypedDocumentString<SessionEventsQuery, SessionEventsQueryVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session($source: String, $sessionId: ID! = "example-session", $last: Int = 25, $before: Cursor) {
  session(source: $source, sessionId: $sessionId) {
    id
    source
    sessionId
    startedAt
    endedAt
    lastEventAt
    watchTimeMs
    rebufferMs
    errorCount
    eventCount
    viewer {
      pseudonym
    }
    device {
      pseudonym
    }
    events(last: $last, before: $before) {
      pageInfo {
        hasPreviousPage
        startCursor
      }
      nodes {
        eventId
        occurredAt
        ... on PlaybackEvent {
          eventType
          positionMs
          errorCode
        }
      }
    }
  }
}
    `, {"hash":"sha256:1e38d35bd3266fce61282bba5841dccff74647451bb87f4cd1459a93d69896f9"}) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const SessionsDocument = new TypedDocumentString(`
    query Sessions($first: Int = 10, $after: Cursor, $filter: EventFilter = { eventType: ["ERROR"] }) {
  events(first: $first, after: $after, filter: $filter) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      eventId
      occurredAt
      ... on PlaybackEvent {
        errorCode
        content {
          contentId
        }
        session {
          id
          sessionId
          startedAt
          endedAt
          watchTimeMs
          rebufferMs
          errorCount
          eventCount
        }
      }
    }
  }
}
    `, {"hash":"sha256:bdde3ba4b201988870ef35e2dde168e0b44bfa950ee3529a09de89c24cf8d592"}) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const SetPrivacyPreferencesDocument = new TypedDocumentString(`
    mutation SetPrivacyPreferences($input: SetPrivacyPreferencesInput!) {
  setPrivacyPreferences(input: $input) {
    preferences {
      doNotTrack
      saleOptOut
      deletionRequestedAt
      updatedAt
    }
    errors {
      __typename
      ... on UserError {
        message
        path
      }
    }
  }
}
    `, {"hash":"sha256:f9279ecdd5f3b74ac0b47cc948bafb86b78e45e1627a7e527eb02023b723763a"}) as unknown as TypedDocumentString<SetPrivacyPreferencesMutation, SetPrivacyPreferencesMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    accessToken
    refreshToken
    expiresAt
    role
    errors {
      __typename
      ... on UserError {
        message
        path
      }
      ... on RateLimitedError {
        retryAfterMs
      }
    }
  }
}
    `, {"hash":"sha256:209a797f0255ada27729870adb5f0385f047a50f2e0a98589b3ca9de82968be0"}) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut {
    signedOut
  }
}
    `, {"hash":"sha256:ffd093bc73cd0e180b4296d8e8b21a3311efcff70fe2ca4fd0032c4654692619"}) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const StatisticsDocument = new TypedDocumentString(`
    query Statistics($range: TimeRangeInput, $granularity: Granularity! = HOUR, $filter: StatsFilter) {
  stats(range: $range, filter: $filter) {
    range {
      from
      to
    }
    asOf
    watermark
    summary {
      events
      plays
      watchTimeMs
      errors
      errorRate
      rebufferingRatio
      videoStartFailureRate
      uniqueViewers {
        value
        relativeError
      }
      uniqueDevices {
        value
        relativeError
      }
    }
    timeline(granularity: $granularity) {
      from
      to
      isFinal
      stats {
        events
        plays
        watchTimeMs
        errorRate
      }
    }
    eventsByType {
      eventType
      count
      share
    }
  }
}
    `, {"hash":"sha256:f6ac15485f26aa1f513b06596614c5bada3a4e2d8c5f957b0febb38e402153ee"}) as unknown as TypedDocumentString<StatisticsQuery, StatisticsQueryVariables>;
export const SubmitPrivacyRequestDocument = new TypedDocumentString(`
    mutation SubmitPrivacyRequest($input: SubmitPrivacyRequestInput!) {
  submitPrivacyRequest(input: $input) {
    request {
      id
      kind
      status
      regulation
      dueAt
    }
    errors {
      __typename
      ... on UserError {
        message
        path
      }
    }
  }
}
    `, {"hash":"sha256:08770e56575b1764cd6e17a28cc268d07ccc1e6fe31b2c17091b3b65bd9d1c07"}) as unknown as TypedDocumentString<SubmitPrivacyRequestMutation, SubmitPrivacyRequestMutationVariables>;
export const TitleErrorsDocument = new TypedDocumentString(`
    query TitleErrors($contentId: ID! = "movie_1000", $errorCode: [String!], $first: Int = 25, $after: Cursor) {
  events(
    first: $first
    after: $after
    filter: { contentId: [$contentId], eventType: ["ERROR"], errorCode: $errorCode }
  ) {
    totalCount {
      value
      isExact
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      occurredAt
      ... on PlaybackEvent {
        errorCode
        positionMs
        device {
          pseudonym
        }
        region {
          code
        }
      }
    }
  }
}
    `, {"hash":"sha256:fee2902dc8ea762bf99aedf8503dad7c6cb623ce652d06c42ccb4dd0a5b73699"}) as unknown as TypedDocumentString<TitleErrorsQuery, TitleErrorsQueryVariables>;
export const UnpermittedEventsDocument = new TypedDocumentString(`
    query UnpermittedEvents($laws: [Regulation!] = [GDPR, UK_GDPR], $notFrom: [String!] = [], $first: Int = 25, $after: Cursor) {
  events(
    first: $first
    after: $after
    filter: {
      region: { regulatedBy: $laws }
      or: [
        { consentAllowed: false }
        {
          ruleKey: ["eu-missing-consent", "do-not-track-ignored", "child-without-parental-consent"]
        }
      ]
      not: { source: $notFrom }
    }
  ) {
    totalCount {
      value
      isExact
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      source
      occurredAt
      assessment {
        score
        findings {
          explanation
        }
      }
      ... on PlaybackEvent {
        eventType
        region {
          code
        }
        consent {
          allowed
          grade
        }
      }
    }
  }
}
    `, {"hash":"sha256:e5e62375f9eca328ca1864598b980d5239393873741abf4e8219a539c26d0249"}) as unknown as TypedDocumentString<UnpermittedEventsQuery, UnpermittedEventsQueryVariables>;
export const UpdateRuleDocument = new TypedDocumentString(`
    mutation UpdateRule($input: UpdateRuleInput!) {
  updateRule(input: $input) {
    rule {
      key
      mode
      points
      parameters
      version
    }
    errors {
      __typename
      ... on UserError {
        message
        path
      }
    }
  }
}
    `, {"hash":"sha256:e2ef6cf3fc53b206a49978238291e1f19602ce599db6bb482cdc1bd4efe63513"}) as unknown as TypedDocumentString<UpdateRuleMutation, UpdateRuleMutationVariables>;
export const ViewerAlertsDocument = new TypedDocumentString(`
    query ViewerAlerts($userId: ID! = "example-viewer", $last: Int = 10, $before: Cursor) {
  riskAlerts(last: $last, before: $before, filter: { userId: [$userId] }) {
    totalCount {
      value
      isExact
    }
    pageInfo {
      hasPreviousPage
      startCursor
    }
    nodes {
      id
      raisedAt
      level
      score
      title
      occurrences
      findings {
        points
        explanation
        rule {
          key
        }
      }
    }
  }
  events(
    first: 5
    filter: { userId: [$userId] }
    orderBy: { field: SCORE, direction: DESC }
  ) {
    nodes {
      id
      occurredAt
      assessment {
        score
        level
      }
    }
  }
}
    `, {"hash":"sha256:0932a65e0fe5b00f2de8b43c142430aa9858ea3dbdcfef57d0569a96f14bb17c"}) as unknown as TypedDocumentString<ViewerAlertsQuery, ViewerAlertsQueryVariables>;
export const ViewerJourneyDocument = new TypedDocumentString(`
    query ViewerJourney($userId: ID! = "example-viewer", $range: TimeRangeInput, $first: Int = 50, $after: Cursor) {
  viewer(userId: $userId) {
    pseudonym
    journey(range: $range, first: $first, after: $after) {
      totalCount {
        value
        isExact
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        sincePrevious
        event {
          id
          occurredAt
          assessment {
            level
          }
          ... on PlaybackEvent {
            eventType
            content {
              contentId
            }
            positionMs
            errorCode
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:d2137d776a81f1f9ab5d0a8ebcbd297f663a681808db01149711499d617384ba"}) as unknown as TypedDocumentString<ViewerJourneyQuery, ViewerJourneyQueryVariables>;
export const ViewerSessionsDocument = new TypedDocumentString(`
    query ViewerSessions($userId: ID! = "example-viewer", $first: Int = 25, $after: Cursor) {
  viewer(userId: $userId) {
    pseudonym
    sessions(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        source
        sessionId
        startedAt
        endedAt
        watchTimeMs
        rebufferMs
        errorCount
        eventCount
      }
    }
  }
}
    `, {"hash":"sha256:871203707a7110fdbdfdc11e6d121ea7264d7de34eff9592ff75b1a52e551d32"}) as unknown as TypedDocumentString<ViewerSessionsQuery, ViewerSessionsQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer($userId: ID! = "example-viewer", $latest: Int = 10) {
  viewer(userId: $userId) {
    id
    pseudonym
    firstSeenAt
    lastSeenAt
    eventCount
    eventsByType {
      eventType
      count
      share
    }
    risk {
      window
      score
      level
      eventsInWindow
      distinctRegions
      distinctIpPrefixes
      concurrentSessions
    }
    preferences {
      doNotTrack
      saleOptOut
      deletionRequestedAt
    }
    events(first: $latest) {
      nodes {
        id
        occurredAt
        assessment {
          score
          level
        }
        ... on PlaybackEvent {
          eventType
          content {
            contentId
          }
          region {
            code
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:f16062217d2af22fe6014eb5ab723039ff24435b859dd43f88f0247da9320262"}) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;