/**
 * Passkeys in the browser: the ceremonies of WebAuthn between the browser and `/api/auth/passkey/...`. Everything else about accounts
 * works without a script; this cannot.
 */

const at = '/api/auth/passkey'

export function passkeysKnown(): boolean {
  return typeof PublicKeyCredential !== 'undefined'
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function text(buffer: ArrayBuffer | null | undefined): string | undefined {
  if (!buffer) return undefined
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

interface Descriptor { id: string; type: 'public-key'; transports?: AuthenticatorTransport[] }
const descriptors = (list: Descriptor[] | undefined) => list?.map((each) => ({ ...each, id: bytes(each.id) }))

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${at}/${path}`)
  if (!answer.ok) throw new Error(`refused: ${answer.status}`)
  return (await answer.json()) as T
}

async function tell(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${at}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`refused: ${answer.status}`)
}

/** Signs in with a passkey; the session's cookie is there afterwards. @throws where the reader or the server refuses */
export async function signInWithPasskey(): Promise<void> {
  const options = await ask<{ challenge: string; allowCredentials?: Descriptor[] } & Record<string, unknown>>('generate-authenticate-options')
  const credential = (await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: descriptors(options.allowCredentials), userVerification: 'required' },
  })) as PublicKeyCredential
  const response = credential.response as AuthenticatorAssertionResponse
  await tell('verify-authentication', {
    response: {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults(),
      response: { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: text(response.userHandle) },
    },
  })
}

/** Makes a passkey for the one signed in. @throws where the reader or the server refuses */
export async function addPasskey(name: string): Promise<void> {
  const options = await ask<PublicKeyCredentialCreationOptions & { challenge: unknown; user: { id: unknown; name: string; displayName: string }; excludeCredentials?: unknown }>(`generate-register-options?name=${encodeURIComponent(name)}`)
  const credential = (await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(String(options.challenge)),
      user: { ...options.user, id: bytes(String(options.user.id)) },
      excludeCredentials: descriptors(options.excludeCredentials as Descriptor[] | undefined),
    },
  })) as PublicKeyCredential
  const response = credential.response as AuthenticatorAttestationResponse
  await tell('verify-registration', {
    name,
    response: {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults(),
      response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] },
    },
  })
}
