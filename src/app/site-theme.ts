import type { Theme } from '../site/own-theme.ts';
import { faultIn } from '../site/theme.ts';
import { readThemeFile } from '../workspace/author-files.ts';
import type { App } from './context.ts';

/**
 * The author's theme as it is now: `theme/theme.css`, `theme/header.html`, `theme/footer.html`. What has a fault is left out, and the log says
 * which: a slip in a theme must not take the site away.
 */
export async function siteTheme(app: App): Promise<Theme> {
  const [css, header, footer] = await Promise.all([
    themeFile(app, 'theme.css', () => null),
    themeFile(app, 'header.html', faultIn),
    themeFile(app, 'footer.html', faultIn),
  ]);
  return { css, header, footer };
}

async function themeFile(
  app: App,
  name: string,
  faultOf: (text: string) => string | null,
): Promise<string | null> {
  const { file, read } = await readThemeFile(app.workspace, name);
  if (read.kind === 'missing') return null;
  const fault = read.kind === 'unreadable' ? read.reason : faultOf(read.text);
  if (read.kind === 'text' && fault === null) return read.text;
  app.log.warn(`${file} is left out: ${fault ?? 'it cannot be read'}`);
  return null;
}
