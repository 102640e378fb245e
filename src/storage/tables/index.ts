/** All tables. */
export * from './drops.ts';
export * from './lessons.ts';
export * from './people.ts';
export * from './platforms.ts';
export * from './reports.ts';
export * from './reviews.ts';
export * from './runs.ts';
