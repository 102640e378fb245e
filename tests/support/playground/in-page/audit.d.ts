/** What can be told of a page's accessibility by looking at it. Runs inside the page. */
export function namelessControls(): string[];
export function smallTargets(least: number): string[];
export function lowContrasts(least: number): string[];
