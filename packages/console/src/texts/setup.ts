export const setupTexts = {
  setupTitle: 'Welcome to Keyway',
  setupLead: 'Make the first administrator. This link works once.',
  noToken:
    'This address lacks its token. Open the whole set-up link that Keyway printed when it started; a restart prints it again as long as there is no administrator.',
  alreadyDone: 'The first administrator exists already. Sign in.',
  name: 'Your name',
  email: 'E-mail',
  password: 'Password',
  passwordHelp: 'At least 12 characters. A few words you can remember are better than symbols.',
  passwordShort: (missing: number) => `${missing} more to go.`,
  createAction: 'Make administrator and sign in',
  signInTitle: 'Sign in',
  signInAction: 'Sign in',
  setupNeeded:
    'There is no administrator yet. Open the set-up link that Keyway printed when it started, in its terminal or log.',
  claim: 'Automation for Okta that you run yourself.',
}
