/** What a setting names cannot be used as it is. The message is one for whoever set it: which setting, why and what to do, and nothing secret. */
export class SettingFault extends Error {
  override readonly name: string = 'SettingFault';
}
