/** Words of what an org says of itself, for all checks. */
export const orgFactsTexts = {
  title: 'About your org',
  lead: 'What only you can know, said once for all checks: what is sensitive, who may be an exception, and which domains are yours.',
  back: 'Checks',
  open: 'About your org',
  panel: 'What checks should know',
  profile: 'Whose thresholds',
  profileHelp: 'They hold where nobody chose others in the settings of a check.',
  profiles: {
    default: 'Keyway’s own',
    healthinsight: 'Okta HealthInsight',
    stig: 'DISA STIG for Okta',
  },
  lists: {
    allowedDomains: {
      label: 'Your domains',
      help: 'Addresses, redirects and hooks that lead elsewhere are pointed out. While the list is empty, they are not judged.',
      example: 'acme.example',
    },
    sensitiveApps: {
      label: 'Sensitive apps',
      help: 'By label, catalogue name or id: who signs in there has to meet more, and is looked at more closely.',
      example: 'Payroll',
    },
    breakGlass: {
      label: 'Accounts for emergencies',
      help: 'Their logins. They may be idle and unprotected where others may not; using one is worth an alert.',
      example: 'emergency@acme.example',
    },
    serviceAccounts: {
      label: 'What logins of service accounts begin with',
      help: 'They have no person behind them, so they are not asked for a manager or a phone.',
      example: 'svc-',
    },
  },
  howToType: 'Press Enter or type a comma after each.',
  save: 'Save and look again',
  saved: 'Saved. All checks of this org were looked at again.',
  onlyAdmins: 'Only administrators change this.',
}
