/** What records: a camera or a microphone. */
export type Recorder = 'camera' | 'microphone';

/** Why a device gives nothing; each has its own words for the person. */
export type Problem = 'none' | 'denied' | 'busy' | 'failed' | 'lost';

export type Captured = { track: MediaStreamTrack } | { problem: Problem };

interface Device {
  id: string;
  /** Empty before the person allowed the use of devices. */
  label: string;
}

export interface Devices {
  camera: Device[];
  microphone: Device[];
  speaker: Device[];
}

/** Puts the browsers' error names into what a person can do about them. */
export function problemOf(error: unknown): Problem {
  switch (error instanceof Error ? error.name : '') {
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return 'none';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}

/** One camera or microphone; the chosen one where it is there, else what the browser picks. */
export async function capture(recorder: Recorder, deviceId: string): Promise<Captured> {
  const result = await tryCapture(recorder, deviceId);
  const gone =
    'problem' in result && deviceId !== '' && result.problem !== 'denied' && result.problem !== 'busy';
  return gone ? tryCapture(recorder, '') : result;
}

/** Both with one question to the person; each has its own result. */
export async function captureBoth(camera: string, microphone: string): Promise<Record<Recorder, Captured>> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: constraints('camera', camera),
      audio: constraints('microphone', microphone),
    });
    const [video] = stream.getVideoTracks();
    const [audio] = stream.getAudioTracks();
    return {
      camera: video === undefined ? { problem: 'none' } : { track: video },
      microphone: audio === undefined ? { problem: 'none' } : { track: audio },
    };
  } catch (error) {
    // Asked together, one device's failure hides the other's success. A plain no counts for both.
    if (problemOf(error) === 'denied' && !(await isOneAllowed())) {
      return { camera: { problem: 'denied' }, microphone: { problem: 'denied' } };
    }
    return { microphone: await capture('microphone', microphone), camera: await capture('camera', camera) };
  }
}

/** Which devices there are. */
export async function listDevices(): Promise<Devices> {
  const devices: Devices = { camera: [], microphone: [], speaker: [] };
  const kinds = { videoinput: 'camera', audioinput: 'microphone', audiooutput: 'speaker' } as const;
  for (const info of await navigator.mediaDevices.enumerateDevices()) {
    // "default" and "communications" are other names of devices that are in the list anyway.
    if (info.deviceId === '' || info.deviceId === 'default' || info.deviceId === 'communications') continue;
    devices[kinds[info.kind]].push({ id: info.deviceId, label: info.label });
  }
  return devices;
}

async function tryCapture(recorder: Recorder, deviceId: string): Promise<Captured> {
  try {
    const wanted = constraints(recorder, deviceId);
    const stream = await navigator.mediaDevices.getUserMedia(
      recorder === 'camera' ? { video: wanted } : { audio: wanted },
    );
    const [track] = stream.getTracks();
    return track === undefined ? { problem: 'none' } : { track };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function constraints(recorder: Recorder, deviceId: string): MediaTrackConstraints {
  const device = deviceId === '' ? {} : { deviceId: { exact: deviceId } };
  return recorder === 'camera'
    ? { ...device, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }
    : { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
}

async function isOneAllowed(): Promise<boolean> {
  const states = await Promise.all(
    (['camera', 'microphone'] as const).map(async (name) => {
      try {
        return (await navigator.permissions.query({ name })).state;
      } catch {
        return 'prompt';
      }
    }),
  );
  return states.includes('granted');
}
