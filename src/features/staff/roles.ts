/** `/tutor roles`: who helps to run the course; owners name them and take them back. */
import { cut } from '../../chat/words.ts';
import { address, on } from '../../chat/address.ts';
import { type Card, card, note, text, title } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { escape, md, type Markdown } from '../../chat/markdown.ts';
import { redraw, Refusal, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { type Instructor, nameInstructor, nameOf, unnameInstructor } from '../../classroom/staff.ts';
import type { Tools } from '../../tools.ts';
import { ownerOnly } from './role.ts';

const MOST = 25;

/** Whoever holds the role that is picked is an instructor. */
const addRole = address('roles.role', {});
/** Takes the instructor back that is picked, as `person=<learner>` or `role=<id>`. */
const takeBack = address('roles.drop', {});

export const roles = (tools: Tools): Definitions => ({
  commands: [
    defineCommand({
      name: 'roles',
      description: 'Owners, instructors, members: who may do what.',
      staff: true,
      where: 'community',
      options: { person: { kind: 'person', description: 'Make this person an instructor' } },
      run: async ({ options, ...call }) => {
        ownerOnly(call.caller);
        if (options.person === undefined) return show(await draw(tools, call));
        const name = await nameOf(tools, options.person);
        const fresh = await nameInstructor(tools, call, { kind: 'person', learner: options.person });
        return show(await draw(tools, call, fresh ? md`${name} is an instructor now.` : md`${name} is one already.`));
      },
    }),
  ],
  actions: [
    on(addRole, async ({ picked, ...call }) => {
      ownerOnly(call.caller);
      const [role] = picked;
      if (role === undefined) throw new Refusal('Please pick a role.');
      const fresh = await nameInstructor(tools, call, { kind: 'role', role });
      return redraw(
        await draw(tools, call, fresh ? 'Whoever holds that role is an instructor now.' : 'That role has it already.'),
      );
    }),
    on(takeBack, async ({ picked, ...call }) => {
      ownerOnly(call.caller);
      const [kind, id = ''] = (picked[0] ?? '').split(/=(.*)/su);
      const whom: Instructor = kind === 'person' ? { kind, learner: id } : { kind: 'role', role: id };
      const done = await unnameInstructor(tools, call, whom);
      return redraw(await draw(tools, call, done ? 'Done.' : 'That was done already.'));
    }),
  ],
});

async function draw({ store }: Tools, { caller }: Call, said?: Markdown): Promise<Card> {
  const { people, roles: held } = await store.staff.instructorsOf(caller.community);
  const named = people.map((one) => ({ value: `person=${one.learner}`, label: cut(one.name, 75) || 'somebody' }));
  const byRole = held.map((role) => ({ value: `role=${role}`, label: cut(`Role ${role}`, 75) }));
  const all = [...named, ...byRole].slice(0, MOST);
  return card(
    title('Who helps to run the course'),
    said !== undefined && text(said),
    text(
      [
        '- **Owners**: whoever administers this server or workspace. They set drops up and name instructors.',
        `- **Instructors**: ${all.length === 0 ? 'nobody yet' : all.map((one) => escape(one.label)).join(', ')}. They see results, decide reports, fix points, choose questions.`,
        '- **Members**: everybody else.',
      ].join('\n'),
    ),
    note('`/tutor roles person:` names an instructor; a role of the platform names all who hold it.'),
    { kind: 'pick', of: 'role', press: addRole(), label: 'A role that makes instructors' },
    all.length > 0 && {
      kind: 'pick',
      of: 'options',
      press: takeBack(),
      label: 'Take an instructor back',
      options: all,
    },
  );
}
