import type { FC } from 'hono/jsx';

/** The sign of the house: two dots, the second a step lower. One week on, one week off. */
export const Mark: FC = () => (
  <svg class="mark" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true" focusable="false">
    <circle class="mark-on" cx="6" cy="5" r="4.5" />
    <circle class="mark-off" cx="18" cy="11" r="3.75" fill="none" stroke-width="1.5" />
  </svg>
);

/** The same as a picture of its own. Its colours hold on light and dark tabs alike, as a picture cannot know which it is on. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f5c5c"/><circle cx="11" cy="12" r="5.5" fill="#fffdf9"/><circle cx="22" cy="20" r="4.25" fill="none" stroke="#fffdf9" stroke-width="2"/></svg>
`;

/** The same on a square without rounded corners, so many pixels wide. */
export function squareMark(size: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 32 32"><rect width="32" height="32" fill="#0f5c5c"/><circle cx="11" cy="12" r="5.5" fill="#fffdf9"/><circle cx="22" cy="20" r="4.25" fill="none" stroke="#fffdf9" stroke-width="2"/></svg>`;
}
