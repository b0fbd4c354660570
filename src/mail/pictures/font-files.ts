import { createRequire } from 'node:module';

/** The fonts that pictures are set in, as files: the machine's own would make another picture on each. */
export function fontFiles(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return [
    '400Regular/Inter_400Regular',
    '700Bold/Inter_700Bold',
    '400Regular_Italic/Inter_400Regular_Italic',
  ].map((name) => resolve(`@expo-google-fonts/inter/${name}.ttf`));
}
