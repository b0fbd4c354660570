import type { Theme } from '../site/own-theme.ts';
import { faultIn } from '../site/theme.ts';
import { readThemeFile } from '../workspace/author-files.ts';
import type { App } from './context.ts';

/**
 * The author's theme as it is now: `theme/theme.css`, `theme/header.html`, `theme/footer.html`. What has a fault is left out, as a slip in a theme must not
 * take the site away; `faults` says of each file what is wrong.
 */
export async function siteTheme(
  app: App,
): Promise<{ readonly theme: Theme; readonly faults: readonly string[] }> {
  const [css, header, footer] = await Promise.all([
    themeFile(app, 'theme.css', () => null),
    themeFile(app, 'header.html', faultIn),
    themeFile(app, 'footer.html', faultIn),
  ]);
  return {
    theme: { css: css.text, header: header.text, footer: footer.text },
    faults: [css, header, footer].flatMap(({ fault }) => fault ?? []),
  };
}

interface ThemeFile {
  readonly text: string | null;
  readonly fault: string | null;
}

async function themeFile(
  app: App,
  name: string,
  faultOf: (text: string) => string | null,
): Promise<ThemeFile> {
  const { file, read } = await readThemeFile(app.workspace, name);
  if (read.kind === 'missing') return { text: null, fault: null };
  const fault = read.kind === 'unreadable' ? read.reason : faultOf(read.text);
  if (fault !== null) return { text: null, fault: `${file} is left out: ${fault}` };
  return { text: read.kind === 'text' ? read.text : null, fault: null };
}
