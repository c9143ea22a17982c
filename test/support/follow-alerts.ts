import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { eventually } from './eventually.ts';
import { AUTHORIZED } from './test-api-key.ts';

/** One message of the riskAlerts subscription. */
export type AlertMessage = {
  readonly __typename: 'RiskAlertRaised' | 'StreamHeartbeat' | 'StreamGap';
  readonly cursor: string;
  readonly alert?: {
    readonly id: string;
    readonly sequence: number;
    readonly title: string;
    readonly level: string;
    readonly score: number;
  };
};

/** One subscription on a connection of its own. */
export type AlertFollower = {
  /** Everything received, in order. */
  readonly messages: readonly AlertMessage[];
  sequences(): readonly number[];
  /** The cursor to resume after, null before the first message. */
  cursor(): string | null;
  /** Waits until so many alerts have come. */
  received(alerts: number, withinMs?: number): Promise<void>;
  /** Breaks the connection without a goodbye. */
  cut(): void;
  /** Stops and begins again to read from the socket. */
  pause(): void;
  resume(): void;
  /** Why the connection ended, or null while it is open. */
  closeCode(): number | null;
} & AsyncDisposable;

export type FollowRequest = {
  readonly after?: string | null;
  readonly filter?: Readonly<Record<string, unknown>>;
  /** Selects the id of the title so often that a message is large. */
  readonly isLarge?: boolean;
  /** What is shown, as headers name it; of the caller who may do everything unless given. */
  readonly credential?: Readonly<Record<string, string>>;
};

export const FOLLOW_ALERTS = `subscription Follow($after: Cursor, $filter: AlertFilter) {
  riskAlerts(after: $after, filter: $filter) {
    __typename
    ... on StreamMessage { cursor }
    ... on RiskAlertRaised { alert { id sequence title level score findings { observed explanation } } }
  }
}`;

const MUCH = Array.from({ length: 12 }, (_, i) => `c${i}: content { contentId }`).join(' ');
const FOLLOW_MUCH = FOLLOW_ALERTS.replace('alert { id', `alert { ${MUCH} id`);

/** Subscribes over graphql-transport-ws; resolves when the server has acknowledged the connection. It does not reconnect: the test does. */
export const followAlerts = async (
  url: string,
  { after = null, filter = {}, isLarge = false, credential = AUTHORIZED }: FollowRequest = {},
): Promise<AlertFollower> => {
  const messages: AlertMessage[] = [];
  const failures: unknown[] = [];
  let socket: WebSocket | null = null;
  let code: number | null = null;
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: credential,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    on: {
      opened: (opened) => void (socket = opened as WebSocket),
      closed: (event) => void (code ??= (event as { code: number }).code),
    },
  });
  client.subscribe<{ riskAlerts: AlertMessage }>(
    { query: isLarge ? FOLLOW_MUCH : FOLLOW_ALERTS, variables: { after, filter } },
    {
      next: ({ data, errors }) => (data ? void messages.push(data.riskAlerts) : void failures.push(errors)),
      error: (error) => void failures.push(error),
      complete: () => undefined,
    },
  );
  const open = await eventually(() => socket, { what: 'a WebSocket' });
  return {
    ...readingOf(messages, failures),
    ...controlsOf(open),
    closeCode: () => code,
    [Symbol.asyncDispose]: async () => open.terminate(),
  };
};

const controlsOf = (socket: WebSocket): Pick<AlertFollower, 'cut' | 'pause' | 'resume'> => ({
  cut: () => socket.terminate(),
  pause: () => socket.pause(),
  resume: () => socket.resume(),
});

/** How messages are looked at, whatever brought them. */
export const readingOf = (
  messages: readonly AlertMessage[],
  failures: readonly unknown[],
): Pick<AlertFollower, 'messages' | 'sequences' | 'cursor' | 'received'> => {
  const sequences = () => messages.flatMap(({ alert }) => (alert ? [alert.sequence] : []));
  return {
    messages,
    sequences,
    cursor: () => messages.at(-1)?.cursor ?? null,
    async received(alerts, withinMs = 20_000) {
      await eventually(() => sequences().length >= alerts, { what: `${alerts} alerts`, withinMs }).catch((cause: unknown) => {
        throw new Error(`${sequences().length} of ${alerts} alerts; failures: ${JSON.stringify(failures.map(String))}`, { cause });
      });
    },
  };
};
