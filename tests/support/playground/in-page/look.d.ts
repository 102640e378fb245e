/** Functions that run inside the page: each stands alone, and is handed over as its text. */
export function fits(): boolean;
export function focusedText(): string;
export function isFocused(node: unknown): boolean;
export function pictureIsThere(): boolean;
/** `list` is an Element. */
export function showsPicked(list: unknown): boolean;
export function isOpen(): boolean;
export function scheme(): string;
export function groundRed(): number;
export function allIds(): string[];
export function toTheTop(): void;
export function focused(): string;
export function movingParts(): string[];
export function tryMarkup(): string;
export function complaint(box: unknown): string;
export function atTheEnd(): boolean;
export function topOf(selector: string): number;
export function isCalm(): boolean;
/** `control` is an Element. */
export function bringTo(control: unknown, block: 'center' | 'end'): void;
export function edgesOfTalk(): { top: number; bottom: number };
