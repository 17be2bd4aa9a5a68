export const formTexts = {
  secretSet: 'set',
  secretKeep: 'Leave empty to keep the stored value',
  notJson: 'This is not valid JSON.',
  required: 'This field needs a value.',
}
