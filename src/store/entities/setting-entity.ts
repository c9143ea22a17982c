import { defineEntity, p } from '@mikro-orm/core';

/** Facts about this database itself, such as which identity key it was written with. */
export const SettingEntity = defineEntity({
  name: 'Setting',
  tableName: 'settings',
  properties: { name: p.text().primary(), value: p.text() },
});
