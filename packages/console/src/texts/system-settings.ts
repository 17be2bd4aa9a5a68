/** Words of what can be set of the process. */
export const systemSettingsTexts = {
  title: 'What can be set',
  lead: 'Settings of this process. They are read when it starts: from the command line, from environment variables, else their standard holds. In a fleet each process has its own.',
  columns: { meaning: 'Setting', value: 'Value', source: 'From' },
  sources: { option: 'Command line', environment: 'Environment', standard: 'Standard' },
  standard: (value: string) => `Standard: ${value}`,
  nothing: 'not set',
  groups: {
    network: 'Network',
    storage: 'Storage',
    retention: 'Retention',
    process: 'This process',
    identity: 'Identity and rate limits',
    tables: 'Tables',
    limits: 'Limits of an execution',
    ceilings: 'The most that a flow may ask for',
  } as Readonly<Record<string, string>>,
  only: 'Only what is not standard',
  allStandard: 'Everything is standard.',
  rolesTitle: 'Roles',
  rolesLead: 'Each role may do what the ones above it may, too.',
}
