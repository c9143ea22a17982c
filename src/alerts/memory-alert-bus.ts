import type { Logger } from 'pino';
import type { RiskAlert } from '#domain/risk-alert.ts';
import type { AlertBus } from './alert-bus.ts';

/** The bus within one process: listeners are called before `publish` resolves. */
export const createMemoryAlertBus = ({ log }: { readonly log: Logger }): AlertBus => {
  const listeners = new Set<(alerts: readonly RiskAlert[]) => void>();
  return {
    async publish(alerts) {
      if (alerts.length === 0) return;
      for (const listener of listeners) tell(listener, alerts, log);
    },
    async listen(listener) {
      const own: typeof listener = (alerts) => listener(alerts); // the same function may listen twice
      listeners.add(own);
      return {
        async [Symbol.asyncDispose]() {
          listeners.delete(own);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      listeners.clear();
    },
  };
};

const tell = (listener: (alerts: readonly RiskAlert[]) => void, alerts: readonly RiskAlert[], log: Logger): void => {
  try {
    listener(alerts);
  } catch (error) {
    log.error({ err: error }, 'a listener to alerts failed');
  }
};
