import { settings } from './settings.ts'

/** docs/operating/configuration.md, made from the settings; a test holds the file to it. */
export function describeConfiguration(): string {
  const entries = Object.entries(settings).map(([name, { about, example, otherwise }]) => `### ${name}\n\n${about}\n\n- Example: \`${example}\`\n- Not set: ${otherwise}\n`)
  return `# Configuration

Corridor is configured by environment variables, read once at start. Nothing needs to be set to try it. Wrong values are
refused at start, all together, each with an example; an empty value counts as not set. \`./bin/corridor doctor\` says what
is in force and what an operator should look at.

This page is made from \`src/platform/config/settings.ts\`: change that and run \`sh bin/node scripts/write-generated.ts\`.

${entries.join('\n')}`
}
