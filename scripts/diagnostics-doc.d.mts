interface DescribedRule {
  readonly code: string;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly how: string;
}

export function diagnosticsPage(
  page: string,
  rules: readonly DescribedRule[],
  exampleOf: (code: string) => string,
): string;
