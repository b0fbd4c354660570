import type { Diagnostic, Place, Severity } from './diagnostics.ts';

/** What a code means, for the viewer of the log. */
export interface RuleWords {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly how: string;
}

/** Diagnostics as a log in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), as code scanners read it. */
export function diagnosticsToSarif(
  diagnostics: readonly Diagnostic[],
  { rules, version }: { readonly rules: readonly RuleWords[]; readonly version: string },
): unknown {
  const driver = { name: 'fortnight', semanticVersion: version, rules: rules.map(descriptorOf) };
  const places = new Map(rules.map((rule, index) => [rule.code, index]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        // Ours count code points, not UTF-16 units (SARIF, section 3.14.17).
        columnKind: 'unicodeCodePoints',
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, places.get(diagnostic.code))),
      },
    ],
  };
}

function descriptorOf({ code, severity, title, what, why, how }: RuleWords): unknown {
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: `${what} ${why}` },
    help: { text: how },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number | undefined): unknown {
  const { code, severity, message, place, related = [], help } = diagnostic;
  return {
    ruleId: code,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [{ physicalLocation: physicalLocation(place) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, id) => ({
            id,
            message: { text: other.message },
            physicalLocation: physicalLocation(other.place),
          })),
        }),
  };
}

function physicalLocation({ file, line, column, length }: Place): unknown {
  return {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
    region: { startLine: line, startColumn: column, endColumn: column + length },
  };
}
