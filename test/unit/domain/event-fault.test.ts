import { describe, expect, it } from 'vitest';
import { blamingEvents, EventFault } from '#domain/event-fault.ts';

const faultFrom = (work: () => unknown): EventFault => {
  try {
    blamingEvents(work);
  } catch (error) {
    if (error instanceof EventFault) return error;
  }
  throw new Error('no fault');
};

describe('blaming events', () => {
  it('hands on what the work answers', () => {
    expect(blamingEvents(() => 5)).toBe(5);
  });

  it.each([
    ['TypeError', () => (null as unknown as string).length],
    ['RangeError', () => new Date(Number.NaN).toISOString()],
    ['SyntaxError', () => JSON.parse('alice@example.org') as unknown],
  ])('says that it was a %s and where, and nothing of what it said', (name, work) => {
    const fault = faultFrom(work);
    expect(fault.message).toBe(name);
    expect(fault.cause).toBeUndefined();
    expect(fault.stack).toMatch(/event-fault\.test/);
    expect(fault.stack).not.toMatch(/alice|Invalid time|properties of null/);
  });
});
