import { z } from 'zod';
import { VIEWER_HOUR_MS } from '#domain/viewer-hour.ts';
import { anomalyScore } from '#scoring/anomaly/anomaly-score.ts';
import { explainScore } from '#scoring/anomaly/explain-score.ts';
import type { IsolationForest, Point } from '#scoring/anomaly/isolation-forest.ts';
import { FEATURE_NAMES, HOUR_EVENTS_MIN, viewerFeatures } from '#scoring/anomaly/viewer-features.ts';
import { viewerHourOf } from '#scoring/anomaly/viewer-hour-of.ts';
import type { Rule } from '#scoring/rule.ts';

const parameters = z.strictObject({ eventsMin: z.int().min(HOUR_EVENTS_MIN), scoreMin: z.number().min(0).max(1) });

/** A viewer whose last hour is unlike what the isolation forest learned from all viewers (Liu, Ting, Zhou 2008). Says nothing before a first model is trained. */
export const anomalousBehaviour: Rule<z.infer<typeof parameters>> = {
  key: 'anomalous-behaviour',
  name: 'Unlike other viewers',
  description:
    "The last hour of a viewer stands out from the hours of all viewers: the isolation forest scores it above the model's threshold and scoreMin.",
  category: 'ANOMALY',
  subject: 'viewer',
  points: 40,
  parameters,
  defaults: { eventsMin: HOUR_EVENTS_MIN, scoreMin: 0 },
  windowMs: () => VIEWER_HOUR_MS,
  repeatAfterMs: () => VIEWER_HOUR_MS,
  citations: [{ label: 'Liu, Ting, Zhou: Isolation Forest (ICDM 2008)', url: 'https://doi.org/10.1109/ICDM.2008.17' }],
  check: ({ facts: { viewer }, event, anomalyModel }, { eventsMin, scoreMin }) => {
    if (!anomalyModel || viewer === null || viewer.events(VIEWER_HOUR_MS) < eventsMin) return null;
    const { forest, version } = anomalyModel;
    const threshold = Math.max(anomalyModel.threshold, scoreMin);
    const point = viewerFeatures(viewerHourOf(viewer, event));
    const score = anomalyScore(forest, point);
    if (score <= threshold) return null;
    return {
      observed: `score ${score.toFixed(3)}`,
      threshold: `score ${threshold.toFixed(3)}`,
      explanation: `The hour stands out by ${inWords(forest, point)}; model ${version} scores it ${score.toFixed(3)}, above ${threshold.toFixed(3)}.`,
    };
  },
};

/** Features named at most, and the share of the strongest one's gain that is worth naming. */
const FEATURES_NAMED_MAX = 3;
const GAIN_SHARE_MIN = 0.2;

/** `devices (6) and seeks per minute (2.5)`: what shortened the path, the strongest first. */
const inWords = (forest: IsolationForest, point: Point): string => {
  const gains = explainScore(forest, point);
  const least = GAIN_SHARE_MIN * (gains[0]?.pathLengthGain ?? 0);
  const named = gains.filter(({ pathLengthGain }) => pathLengthGain >= least).slice(0, FEATURES_NAMED_MAX);
  return named.map(({ feature }) => `${FEATURE_NAMES[feature] ?? ''} (${Number((point[feature] ?? 0).toFixed(2))})`).join(', ');
};
