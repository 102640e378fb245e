/** Says at once how much there is to run, and at the end which files took longest. */
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node';

const MOST = 10;

export class Slowest implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(files: readonly TestSpecification[]): void {
    const projects = new Set(files.map((file) => file.project.name));
    const atOnce = this.#vitest?.config.maxWorkers ?? 1;
    this.#print(` ${files.length} files of ${[...projects].join(', ')}; ${atOnce} at a time\n`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length <= 1) return;
    // with what they import and set up
    const timed = modules.map((module) => {
      const { prepareDuration, environmentSetupDuration, collectDuration, setupDuration, duration } =
        module.diagnostic();
      const ms = prepareDuration + environmentSetupDuration + collectDuration + setupDuration + duration;
      return { ms, name: `${module.project.name} ${module.relativeModuleId}` };
    });
    const slowest = timed.toSorted((a, b) => b.ms - a.ms).slice(0, MOST);
    const lines = slowest.map(({ ms, name }) => `${(ms / 1_000).toFixed(1).padStart(8)} s  ${name}`);
    this.#print(`\n Slowest files\n${lines.join('\n')}\n`);
  }

  #print(text: string): void {
    this.#vitest?.logger.log(text);
  }
}
