/** Everything for instructors and admins, under `/tutor`. */
import type { Definitions } from '../../chat/feature.ts';
import type { Outbox } from '../../outbox/index.ts';
import type { Tools } from '../../tools.ts';
import { askedList } from './asked.ts';
import { audit } from './audit.ts';
import { health } from './health.ts';
import { own } from './own/index.ts';
import { plan } from './plan/index.ts';
import { points } from './points.ts';
import { pulse } from './pulse.ts';
import { queue } from './queue/index.ts';
import { roles } from './roles.ts';
import { setup } from './setup/index.ts';
import { testDrops } from './test-drop.ts';

export const staff = (tools: Tools, outbox: Outbox): readonly Definitions[] => [
  ...setup(tools),
  testDrops(tools, outbox),
  health(tools),
  queue(tools),
  own(tools),
  plan(tools),
  roles(tools),
  audit(tools),
  askedList(tools),
  points(tools),
  pulse(tools),
];
