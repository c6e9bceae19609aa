// Passkeys: fills a form's field "credential" with what the browser's authenticator answers, then sends it.
// The form carries data-passkey ("get" or "create") and its options: data-options-url, or data-options with
// the id of a JSON script. It is hidden until this module knows that the browser can do it.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function optionsOf(form) {
  if (!form.dataset.optionsUrl) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return answer.json();
}

const known = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

/** Options for navigator.credentials.get, from the JSON of the server. */
function forGet({ request_options: { publicKey } }) {
  const { challenge, allowCredentials } = publicKey;
  return { publicKey: { ...publicKey, challenge: toBytes(challenge), allowCredentials: known(allowCredentials) } };
}

/** Options for navigator.credentials.create; a key that signs in by itself must be stored and verify its user. */
function forCreate({ creation_options: { publicKey } }, alone) {
  const { challenge, user, excludeCredentials } = publicKey;
  const wishes = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
  };
  if (alone) wishes.userVerification = "required";
  return {
    publicKey: {
      ...publicKey,
      challenge: toBytes(challenge),
      user: { ...user, id: toBytes(user.id) },
      excludeCredentials: known(excludeCredentials),
      authenticatorSelection: wishes,
    },
  };
}

/** The authenticator's answer as JSON; which of the fields exist depends on what was asked. */
function plain(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function answer(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "get") return navigator.credentials.get(forGet(options));
  return navigator.credentials.create(forCreate(options, form.elements.passwordless?.checked ?? false));
}

async function ask(event) {
  const form = event.target;
  event.preventDefault();
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(plain(await answer(form)));
    form.submit();
  } catch (problem) {
    console.warn(problem);
    failed.hidden = false;
    failed.focus();
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", ask);
}
for (const element of document.querySelectorAll("[data-without-passkeys]")) {
  element.hidden = Boolean(window.PublicKeyCredential);
}
