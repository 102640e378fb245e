/** `/tutor roles` and `/tutor audit`: who helps to run the course, and what staff did. */
import { cut, momentText } from '../../chat/words.ts';
import { defineAction } from '../../chat/action.ts';
import { buttons, button, type Card, card, note, text, title } from '../../chat/card.ts';
import { type Call, defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { escape, md, type Markdown } from '../../chat/markdown.ts';
import { redraw, Refusal, show } from '../../chat/reply.ts';
import type { LearnerId } from '../../chat/request.ts';
import { mailboxOf } from '../../classroom/people.ts';
import type { Tools } from '../../tools.ts';
import { logAct, ownerOnly, staffOnly } from './role.ts';

const MOST = 25;
const DEEDS = 15;
/** Characters of the list of deeds: one text block holds 3,000. */
const MOST_TEXT = 2_800;

export function roles(tools: Tools): Definitions {
  const { store } = tools;

  const addRole = defineAction({
    id: 'roles.role',
    args: {},
    run: async ({ picked, ...call }) => {
      ownerOnly(call.caller);
      const [role] = picked;
      if (role === undefined) throw new Refusal('Please pick a role.');
      const { community, learner } = call.caller;
      const fresh = await store.staff.nameRole(community, role, learner, call.at);
      if (fresh) await logAct(tools, call, { act: 'made a role instructors', details: `role ${role}` });
      return redraw(
        await draw(call, fresh ? 'Whoever holds that role is an instructor now.' : 'That role has it already.'),
      );
    },
  });
  const drop = defineAction({
    id: 'roles.drop',
    args: {},
    run: async ({ picked, ...call }) => {
      ownerOnly(call.caller);
      const { community } = call.caller;
      const [kind, id = ''] = (picked[0] ?? '').split(/=(.*)/su);
      const done =
        kind === 'person' ? await store.staff.unnamePerson(community, id) : await store.staff.unnameRole(community, id);
      if (done) {
        const whom = kind === 'person' ? { learner: id, details: await nameOf(id) } : { details: `role ${id}` };
        if (kind === 'person') await stopPulses(community, id);
        await logAct(tools, call, { act: kind === 'person' ? 'took an instructor back' : 'took a role back', ...whom });
      }
      return redraw(await draw(call, done ? 'Done.' : 'That was done already.'));
    },
  });

  /** Of somebody who never did anything here, the platform's own id of them. */
  const nameOf = async (learner: string): Promise<string> =>
    (await store.learners.findLearner(learner))?.name ?? mailboxOf(learner as LearnerId).replace(/^.*\//u, '');

  /** Whoever is no instructor any more gets no figures by themselves either. */
  async function stopPulses(community: string, learner: string): Promise<void> {
    for (const cohort of await store.cohorts.cohortsOf(community)) await store.staff.cancelPulse(cohort.id, learner);
  }

  async function draw(call: Call, said?: Markdown): Promise<Card> {
    const { people, roles: held } = await store.staff.instructorsOf(call.caller.community);
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
      { kind: 'pick', of: 'role', press: addRole.press({}), label: 'A role that makes instructors' },
      all.length > 0 && {
        kind: 'pick',
        of: 'options',
        press: drop.press({}),
        label: 'Take an instructor back',
        options: all,
      },
    );
  }

  const rolesCommand = defineCommand({
    name: 'roles',
    description: 'Owners, instructors, members: who may do what.',
    staff: true,
    where: 'community',
    options: { person: { kind: 'person', description: 'Make this person an instructor' } },
    run: async ({ options, ...call }) => {
      ownerOnly(call.caller);
      if (options.person === undefined) return show(await draw(call));
      const { community, learner: by } = call.caller;
      const learner = options.person;
      const name = await nameOf(learner);
      const fresh = await store.staff.namePerson({ community, learner, name }, by, call.at);
      if (fresh) await logAct(tools, call, { act: 'named an instructor', details: name, learner });
      return show(await draw(call, fresh ? md`${name} is an instructor now.` : md`${name} is one already.`));
    },
  });

  const more = defineAction({
    id: 'audit.show',
    args: {},
    run: async (call) => {
      await staffOnly(tools, call.caller);
      return redraw(await audit(call));
    },
  });

  async function audit(call: Call): Promise<Card> {
    const { community, learner, zone } = call.caller;
    const [deeds, me, all] = await Promise.all([
      store.staff.latestDeeds(community, DEEDS),
      store.learners.findLearner(learner),
      store.cohorts.cohortsOf(community),
    ]);
    const mine = zone ?? me?.settings.zone ?? all[0]?.zone ?? 'UTC';
    const names = new Map(all.map((cohort) => [cohort.id, cohort.name]));
    const lines = deeds.map((deed) => {
      const where = deed.cohort === null ? '' : md` in ${names.get(deed.cohort) ?? 'a cohort that is gone'}`;
      const details = deed.details === '' ? '' : md`: ${cut(deed.details, 100)}`;
      return md`- ${momentText(deed.at, mine)}: **${cut(deed.byName, 40)}** ${deed.act}` + where + details;
    });
    const shown = fitting(lines);
    return card(
      title('What staff did'),
      text(shown.length === 0 ? 'Nothing yet.' : shown.join('\n')),
      buttons(button(more.press({}), 'Look again')),
      note(
        `The latest ${shown.length === 0 ? DEEDS : shown.length}, times in ${mine}. Entries are only ever added; one about a learner goes when they delete their data.`,
      ),
    );
  }

  const auditCommand = defineCommand({
    name: 'audit',
    description: 'What staff did lately: settings, points, reports.',
    staff: true,
    where: 'community',
    options: {},
    run: async (call) => {
      await staffOnly(tools, call.caller);
      return show(await audit(call));
    },
  });

  return { commands: [rolesCommand, auditCommand], actions: [addRole, drop, more] };
}

/** As many of the first lines as fit one text. */
function fitting(lines: readonly string[]): readonly string[] {
  let used = 0;
  const end = lines.findIndex((line) => (used += line.length + 1) > MOST_TEXT);
  return end === -1 ? lines : lines.slice(0, end);
}
