/** Everything for instructors and admins, under `/tutor`. */
import type { Definitions } from '../../chat/feature.ts';
import type { Outbox } from '../../outbox/index.ts';
import type { Tools } from '../../tools.ts';
import { health } from './health.ts';
import { points } from './points.ts';
import { pulse } from './pulse.ts';
import { queue } from './queue.ts';
import { roles } from './roles.ts';
import { setup } from './setup.ts';
import { testDrops } from './test-drop.ts';

export function staff(tools: Tools, outbox: Outbox): Definitions {
  const parts = [
    setup(tools),
    testDrops(tools, outbox),
    health(tools),
    queue(tools),
    roles(tools),
    points(tools),
    pulse(tools),
  ];
  return {
    commands: parts.flatMap((part) => part.commands ?? []),
    actions: parts.flatMap((part) => part.actions ?? []),
    forms: parts.flatMap((part) => part.forms ?? []),
  };
}
