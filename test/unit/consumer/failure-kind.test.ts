import { describe, expect, it } from 'vitest';
import { failureKind, failureReason } from '#consumer/failure-kind.ts';
import { EventFault } from '#domain/event-fault.ts';

const sqlError = (code: string, message = '') => Object.assign(new Error(message), { code, severity: 'ERROR' });

describe('a failure', () => {
  it.each([
    ['a value out of range', sqlError('22003'), 'data'],
    ['a NUL character', sqlError('22021'), 'data'],
    ['a broken constraint', sqlError('23502'), 'data'],
    ['our own code on an event', new EventFault('Invalid time value'), 'data'],
    ['a full disk', sqlError('53100'), 'outage'],
    ['a lock timeout', sqlError('55P03'), 'outage'],
    ['a deadlock', sqlError('40P01'), 'outage'],
    ['a server shutting down', sqlError('57P01'), 'outage'],
    ['a statement timeout', sqlError('57014'), 'slow'],
    ['a missing table', sqlError('42P01'), 'outage'],
    ['a refused connection', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'outage'],
    ['an error code of Node that looks like a class', Object.assign(new Error('x'), { code: '22ABC' }), 'outage'],
    ['a lost connection', new Error('Connection terminated unexpectedly'), 'outage'],
    ['a bug in a driver', new TypeError('cannot read properties of null'), 'outage'],
    ['nothing known', null, 'outage'],
  ])('%s is told', (_what, error, kind) => {
    expect(failureKind(error)).toBe(kind);
  });

  it('of a database gives its code, never the values in its message', () => {
    expect(failureReason(sqlError('22P02', 'invalid input syntax for type uuid: "alice@example.org"'))).toBe('SQLSTATE 22P02');
  });
});
