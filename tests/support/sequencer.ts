/** Test files begin in the order of their projects in the configuration, the longest of a project first. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

export class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = this.ctx.projects.map((project) => project.name);
    const place = ({ project }: TestSpecification): number => order.indexOf(project.name);
    // oxlint-disable-next-line unicorn/no-array-sort -- the name of the runner's own method
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
