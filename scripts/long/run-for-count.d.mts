interface Count {
  readonly passed: number;
  readonly failed: number;
}

export function runForCount(
  command: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly countOf: (output: string) => Count | null;
  },
): Promise<Count & { readonly output: string }>;
