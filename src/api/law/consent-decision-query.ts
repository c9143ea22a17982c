import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import { AgeBand } from '#api/playback/age-band.ts';
import { decideConsent } from '#privacy/consent/decide-consent.ts';
import { consentFault } from '#ingest/judging/consent-fault.ts';
import { consentSignalsOf } from '#ingest/judging/consent-signals-of.ts';
import { ConsentDecision } from './consent-decision.ts';
import { ConsentSignalsInput } from './consent-signals-input.ts';
import { knownRegion } from './known-region.ts';

builder.queryField('consentDecision', (t) =>
  t.field({
    type: ConsentDecision,
    description: 'What would be decided for these signals, there, on that day, and under which law? Nothing is stored.',
    args: {
      consent: t.arg({ type: ConsentSignalsInput, required: true, description: 'The signals; an empty object for none.' }),
      hasConsent: t.arg.boolean({ description: 'The yes or no of the client; unknown when left out.' }),
      region: t.arg({ type: 'RegionCode', required: true, description: 'Where the viewer is: NL, US-CA.' }),
      ageBand: t.arg({ type: AgeBand, description: 'How old the viewer is; unknown when left out.' }),
      on: t.arg({ type: 'Date', description: 'The day whose law decides, in UTC; today when left out.' }),
    },
    resolve: (_root, { consent, hasConsent, region, ageBand, on }, { ports }) => {
      const fault = consentFault(consent);
      if (fault !== null) throw badUserInput(`${fault.message}.`);
      return decideConsent({
        signals: consentSignalsOf(consent),
        hasConsent: hasConsent ?? null,
        region: knownRegion(region).code,
        ageBand: ageBand ?? null,
        on: on ?? ports.now(),
      });
    },
  }),
);
