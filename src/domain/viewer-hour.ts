/** What one viewer did within one hour, as numbers: neither consent nor anything that names a person, a device or a title. */
export type ViewerHour = {
  readonly events: number;
  readonly regions: number;
  readonly ipPrefixes: number;
  readonly devices: number;
  /** The most sessions in progress at once: seen within SESSIONS_TOGETHER_MS and not ended. */
  readonly sessionsTogether: number;
  readonly titles: number;
  readonly errors: number;
  readonly seeks: number;
  /** Events between midnight and six, standard time of the viewer's region. */
  readonly nightEvents: number;
};

/** Sessions seen within this span count as running at once. */
export const SESSIONS_TOGETHER_MS = 300_000;

/** The length of a viewer hour. */
export const VIEWER_HOUR_MS = 3_600_000;
