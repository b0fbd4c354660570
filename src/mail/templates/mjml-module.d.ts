/** The part of mjml 5 that is used here; the package ships no types. */
declare module 'mjml' {
  interface MjmlOptions {
    readonly validationLevel: 'strict';
    readonly fonts: Readonly<Record<string, string>>;
    readonly ignoreIncludes: true;
    /** False drops the comments of the source; those that mjml writes for Outlook stay. */
    readonly keepComments: false;
  }

  /** Compiles MJML to a whole HTML page. In strict mode it rejects with an error that carries `errors`. */
  function mjml2html(
    source: string,
    options: MjmlOptions,
  ): Promise<{ readonly html: string; readonly errors: readonly unknown[] }>;

  export = mjml2html;
}
