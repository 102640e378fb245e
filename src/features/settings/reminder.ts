/** When somebody is reminded, and in which zone their hours are meant. */
import type { Call } from '../../chat/request.ts';
import { meet } from '../../classroom/meeting.ts';
import type { Tools } from '../../tools.ts';
import { findCohort } from '../daily/cohort.ts';
import { nextReminder } from '../reminders.ts';
import { zoneOf } from '../zones.ts';
import { takeZone } from './addresses.ts';

const DEFAULT_HOUR = 17;

export interface ReminderPlan {
  readonly hour: number;
  readonly zone: string;
  /** Milliseconds since 1970; undefined while reminders are off. */
  readonly nextAt: number | undefined;
}

/** As it is, or as it would be turned on. */
export async function reminderOf(tools: Tools, { caller }: Call): Promise<ReminderPlan> {
  const [stored, me] = await Promise.all([
    tools.store.reminders.findReminder(caller.learner),
    tools.store.learners.findLearner(caller.learner),
  ]);
  if (stored !== undefined) return stored;
  const known = me?.settings.zone ?? caller.zone ?? (await findCohort(tools, caller))?.zone;
  return { hour: DEFAULT_HOUR, zone: known ?? 'UTC', nextAt: undefined };
}

/** Of somebody who was met. */
export async function setReminder(
  tools: Tools,
  call: Call,
  wanted: { readonly on: boolean; readonly hour?: number; readonly zone?: string },
): Promise<void> {
  const before = await reminderOf(tools, call);
  const plan = { hour: wanted.hour ?? before.hour, zone: wanted.zone ?? before.zone };
  const next = wanted.on ? { nextAt: nextReminder(plan.zone, plan.hour, call.at) } : {};
  await tools.store.reminders.setReminder({ learner: call.caller.learner, ...plan, ...next });
}

/** A reminder that is on moves along with the zone. @throws Refusal for a zone that is none */
export async function setZone(tools: Tools, call: Call, typed: string): Promise<void> {
  const zone = zoneOf(typed, (one) => takeZone({ zone: one }));
  await meet(tools, call);
  const { learner } = call.caller;
  const before = await tools.store.reminders.findReminder(learner);
  await tools.store.learners.changeSettings(learner, { zone });
  if (before !== undefined) await setReminder(tools, call, { on: before.nextAt !== undefined, zone });
}
