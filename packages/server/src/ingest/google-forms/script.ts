/**
 * The program that a form's owner pastes into the form's script editor. Google Forms has no webhooks: an installable
 * trigger calls `onFormSubmit`, which signs the answers and sends them. What could not be sent is kept and tried again by a
 * timed trigger, since Google does not repeat failed runs.
 *
 * Source: Apps Script reference: installable triggers, FormResponse, UrlFetchApp, Utilities.computeHmacSha256Signature.
 */
export function toAppsScript({ url, secret }: { url: string; secret: string }): string {
  // JSON text is JavaScript text, and neither value can end it.
  return `const URL = ${JSON.stringify(url)};
const SECRET = ${JSON.stringify(secret)};

// Run this function once, and allow what it asks for.
function install() {
  ScriptApp.getProjectTriggers().forEach(trigger => ScriptApp.deleteTrigger(trigger));
  ScriptApp.newTrigger('onFormSubmit').forForm(FormApp.getActiveForm()).onFormSubmit().create();
  ScriptApp.newTrigger('sendAgain').timeBased().everyMinutes(10).create();
}

function onFormSubmit(e) {
  const body = JSON.stringify({
    formId: e.source.getId(),
    formTitle: e.source.getTitle(),
    responseId: e.response.getId(),
    submittedAt: e.response.getTimestamp().toISOString(),
    respondent: e.response.getRespondentEmail() || null,
    answers: e.response.getItemResponses().map(item => ({
      id: String(item.getItem().getId()),
      title: item.getItem().getTitle(),
      type: String(item.getItem().getType()),
      value: item.getResponse(),
    })),
  });
  if (!send(body)) PropertiesService.getScriptProperties().setProperty('unsent-' + e.response.getId(), body);
}

function sendAgain() {
  const kept = PropertiesService.getScriptProperties();
  kept.getKeys().filter(key => key.indexOf('unsent-') === 0).forEach(key => {
    if (send(kept.getProperty(key))) kept.deleteProperty(key);
  });
}

function send(body) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = Utilities.computeHmacSha256Signature(timestamp + '.' + body, SECRET, Utilities.Charset.UTF_8)
    .map(byte => ('0' + (byte & 255).toString(16)).slice(-2))
    .join('');
  try {
    const answer = UrlFetchApp.fetch(URL, {
      method: 'post',
      contentType: 'application/json',
      payload: body,
      headers: { 'X-Timestamp': timestamp, 'X-Signature': 'sha256=' + signature },
      muteHttpExceptions: true,
    });
    return answer.getResponseCode() < 300;
  } catch (error) {
    console.error(error);
    return false;
  }
}
`
}
