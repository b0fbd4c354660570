import type { TopicId, TopicStatus } from '../calendar/calendar.ts';
import type { Applied } from '../calendar/edits/applied.ts';
import { applyEdit } from '../calendar/edits/apply-edit.ts';
import type { CalendarEdit } from '../calendar/edits/calendar-edit.ts';
import type { Readiness, ReadinessOf } from './facts.ts';
import type { PlanInput } from './plan.ts';

export type WhatIf =
  | { readonly kind: 'changed'; readonly input: PlanInput }
  /** The edit at this index makes no sense. */
  | {
      readonly kind: 'refused';
      readonly at: number;
      readonly refusal: Extract<Applied, { kind: 'refused' }>;
    };

/**
 * What would be planned after some edits, made one after another on a copy. A topic that is said to be `ready` counts as
 * written, whatever is missing today; edits that change nothing are fine.
 */
export function whatIf(input: PlanInput, edits: readonly CalendarEdit[]): WhatIf {
  let { calendar } = input;
  const supposed = new Map<TopicId, TopicStatus>();
  for (const [at, edit] of edits.entries()) {
    const applied = applyEdit(calendar, edit);
    if (applied.kind === 'refused') return { kind: 'refused', at, refusal: applied };
    if (applied.kind === 'applied') calendar = applied.calendar;
    if (edit.kind === 'status') supposed.set(edit.topic, edit.status);
    if (edit.kind === 'add') supposed.set(edit.topic.id, edit.topic.status);
  }
  return {
    kind: 'changed',
    input: { ...input, calendar, readinessOf: supposing(input.readinessOf, supposed) },
  };
}

function supposing(readinessOf: ReadinessOf, supposed: ReadonlyMap<TopicId, TopicStatus>): ReadinessOf {
  return (topic): Readiness => {
    const status = supposed.get(topic);
    if (status === undefined) return readinessOf(topic);
    return status === 'ready' ? { ready: true } : { ready: false, missing: `status is ${status}` };
  };
}
