import { hash } from 'node:crypto';

/** The 128-bit key of an event, 32 hex digits: the head of SHA-256 over `source`, NUL, `eventId`. */
export const eventKey = (source: string, eventId: string): string => hash('sha256', `${source}\0${eventId}`, 'hex').slice(0, 32);
