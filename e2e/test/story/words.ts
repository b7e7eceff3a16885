/** What the people of the story write, to be found where it should be, and nowhere else. */
export const PLAN = 'Close the north quay';
export const PLAN_TEXT = 'From spring on, for two years.\nTraffic goes by the south quay.';
export const FLOATING = 'رصيف عائم';
export const SHARED = 'تقاسم الرسوم';
export const CONDITION = 'The fees stay as they are';
export const FALLBACK = 'One berth for pilots alone';
export const SURVEY = 'Survey the south quay for the floating pier';
export const READOUT = 'The delegations met and went through three proposals.';
export const READOUT_AR = 'التقى الوفدان وتدارسا ثلاثة مقترحات.';
export const THEIRS = 'The delegations met, and will meet again in person.';
export const THEIRS_AR = 'التقى الوفدان، وسيلتقيان مجدّدًا حضوريًا.';
