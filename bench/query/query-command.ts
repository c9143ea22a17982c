import { say } from '../support/say.ts';
import { openServices } from '../support/services.ts';
import { measureQuestions } from './measure-questions.ts';
import { printQuery } from './print-query.ts';
import { queryFigures } from './query-figures.ts';
import { startSubject } from './start-subject.ts';

/** What the command line says. */
export type QueryOptions = { readonly events: number; readonly requests: number; readonly json: boolean };

const FEW_EVENTS = 100_000;

/** The same questions where little is stored and where much is, of two servers that run side by side. */
export const benchQuery = async ({ events, requests, json }: QueryOptions, stack: AsyncDisposableStack): Promise<void> => {
  const services = await openServices(stack);
  const few = Math.min(FEW_EVENTS, events);
  say(`filling a database with ${few} events …`);
  const small = await startSubject(services, few, stack);
  say(`filling a database with ${events} events …`);
  const large = await startSubject(services, events, stack);
  say(`asking ${requests} times each …`);
  const figures = queryFigures([small, large], await measureQuestions([small, large], requests));
  printQuery(figures);
  if (json) say(JSON.stringify(figures));
};
