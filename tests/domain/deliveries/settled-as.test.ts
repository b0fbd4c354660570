import { describe, expect, it } from 'vitest';
import type { DeliveryStateKind, Settlement } from '../../../src/domain/deliveries/delivery.ts';
import { settledAs } from '../../../src/domain/deliveries/settled-as.ts';
import { DELIVERY_STATES } from '../../../src/domain/deliveries/transitions.ts';

const OUTCOMES: readonly Settlement[] = [
  { kind: 'sent', reply: '250 Ok' },
  { kind: 'failed', reason: 'refused', reply: '550 no' },
  { kind: 'deferred', until: 1, reply: '451 later' },
  { kind: 'queued' },
  { kind: 'uncertain' },
];

function becomes(from: DeliveryStateKind, edition: 'open' | 'paused' | 'complete' | 'cancelled') {
  return OUTCOMES.map((outcome) => settledAs(outcome, from, edition)?.kind ?? null);
}

describe('what a row becomes by an outcome', () => {
  it('is the outcome, while it is sending', () => {
    expect(becomes('sending', 'open')).toEqual(['sent', 'failed', 'deferred', 'queued', 'uncertain']);
    expect(becomes('sending', 'paused')).toEqual(becomes('sending', 'open'));
  });

  it('is skipped instead of waiting, in an edition that was cancelled', () => {
    expect(becomes('sending', 'cancelled')).toEqual(['sent', 'failed', 'skipped', 'skipped', 'uncertain']);
    expect(becomes('uncertain', 'cancelled')).toEqual(['sent', 'failed', 'skipped', 'skipped', null]);
  });

  it('is a late answer when the row was given up as uncertain', () => {
    expect(becomes('uncertain', 'open')).toEqual(['sent', 'failed', 'deferred', 'queued', null]);
  });

  it('is never waiting again in an edition that is complete', () => {
    expect(becomes('uncertain', 'complete')).toEqual(['sent', 'failed', null, null, null]);
  });

  it('is nothing when the row was settled before', () => {
    const settled = DELIVERY_STATES.filter((state) => state !== 'sending' && state !== 'uncertain');
    for (const from of settled) expect(becomes(from, 'open')).toEqual([null, null, null, null, null]);
  });
});
