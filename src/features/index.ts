/** The list of features. A new one is a file beside this and a line here. */
import { createApp, type App, type AppOptions } from '../chat/app.ts';
import { createTraces, type TraceSink } from '../chat/trace.ts';
import type { DemoPlace } from '../classroom/demo.ts';
import { learnerOf } from '../classroom/people.ts';
import { whereTheyAre } from '../classroom/shelves.ts';
import { createOutbox } from '../outbox/index.ts';
import type { Tools } from '../tools.ts';
import { anki } from './anki.ts';
import { asked } from './asked/index.ts';
import { compare } from './compare.ts';
import { daily, dropEnding } from './daily/daily.ts';
import { streak } from './daily/streak.ts';
import { demo, demoJob } from './demo.ts';
import { drops } from './drops/index.ts';
import { explain } from './explain.ts';
import { help } from './help.ts';
import { homes } from './homes.ts';
import { journeys } from './journeys/index.ts';
import { lessonEnding } from './learn/ending.ts';
import { learn } from './learn/index.ts';
import { leaderboard } from './leaderboard.ts';
import { mailsOf } from './mails.ts';
import { next } from './next/index.ts';
import { placement, placementEnding } from './placement.ts';
import { createPlayer } from './player/index.ts';
import { privacy } from './privacy.ts';
import { progress } from './progress/index.ts';
import { quiz } from './quiz.ts';
import { report } from './report.ts';
import { review, reviewEnding } from './review.ts';
import { scenes } from './scenes/index.ts';
import { settings } from './settings/index.ts';
import { share } from './share.ts';
import { sharing } from './shared.ts';
import { sql } from './sql/index.ts';
import { stack } from './stack.ts';
import { staff } from './staff/index.ts';
import { starters } from './starters.ts';
import { talk } from './talk/index.ts';
import { termCards } from './terms-card.ts';
import { what } from './what.ts';

export interface SousOptions extends Pick<AppOptions, 'witness' | 'learnerOf' | 'calm'> {
  /** Where a made-up cohort may stand while there is no real one. */
  readonly stall?: DemoPlace;
  /** Told of each request that is over, beside what people see of it. */
  readonly traced?: TraceSink;
  /** Whether requests are measured, and can be looked at; they are unless it is said. */
  readonly measured?: boolean;
}

/** The whole app on some tools: what every platform is given, and what tests talk to. */
export function createSous(tools: Tools, { stall, traced, measured = true, ...given }: SousOptions = {}): App {
  const traces = createTraces(() => tools.now());
  const outbox = createOutbox(tools, mailsOf(tools));
  const player = createPlayer(tools, {
    lesson: lessonEnding(tools),
    review: reviewEnding,
    drop: dropEnding(tools),
    placement: placementEnding(tools),
  });
  const app: App = createApp({
    features: [
      what(tools),
      talk({ tools, player, catalog: () => app.catalog }),
      termCards(tools, player),
      sharing(),
      explain(tools),
      asked(tools),
      compare(tools, player),
      stack(tools),
      sql(tools),
      next(tools),
      placement(tools, player),
      learn(tools, player),
      journeys(tools),
      share(tools, outbox),
      report(tools),
      review(tools, player),
      anki(tools),
      player.definitions,
      quiz(tools, player),
      progress(tools),
      daily(tools, player),
      streak(tools),
      leaderboard(tools),
      settings(tools),
      privacy(tools),
      scenes(tools, traces),
      demo(tools),
      { jobs: [...(stall === undefined ? [] : [demoJob(tools, stall, outbox)]), outbox.job] },
      drops(tools),
      homes(tools),
      ...staff(tools, outbox),
      starters(tools),
      help(tools, () => app.catalog),
    ],
    learnerOf,
    ...(measured && {
      traces: (trace) => {
        traces.keep(trace);
        traced?.(trace);
      },
    }),
    around: (caller, work) => whereTheyAre(tools, caller, work),
    ...given,
    errorId: () => tools.newId().slice(0, 6),
  });
  return app;
}
