package org.headroom.tuner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "env[DB_PASSWORD] = hunter2",
                "mysqli.default_pw=hunter2",
                "+wsrep_sst_auth = sst:hunter2",
                "    password hunter2",
                "AuthLDAPBindPassword hunter2",
                "-api_key = \"hunter2\"",
                "SetEnv DB_PASSWORD hunter2",
                "    fastcgi_param DB_PASSWORD hunter2;",
                "RequestHeader set Authorization \"Basic hunter2\"",
                "wsrep_provider_options=\"socket.ssl_password=hunter2\"",
                "php_admin_value[mysqli.default_pw] = hunter2",
                "# wsrep_sst_auth = sst:hunter2",
                ";mysqli.default_pw = hunter2"
            })
    void whatLooksLikeAPasswordIsHidden(String line) {
        assertThat(Secrets.isIn("a\n" + line + "\nb")).isTrue();
        assertThat(Secrets.hidden(line)).doesNotContain("hunter2").endsWith("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProxyPass / http://127.0.0.1/",
                "    proxy_pass http://origins;",
                "ServerTokens Prod",
                "server_tokens off;",
                "key_buffer_size = 1M",
                "# the password is kept elsewhere, see there",
                "    auth_basic_user_file /etc/nginx/.htpasswd;",
                "SSLCertificateKeyFile /etc/ssl/private/x.pem",
                ";env[TMP] = /tmp"
            })
    void whatOnlySoundsLikeOneIsNot(String line) {
        assertThat(Secrets.isIn(line)).isFalse();
        assertThat(Secrets.hidden(line)).isEqualTo(line);
    }

    @Test
    void aLongLineIsNoWork() {
        assertThat(Secrets.hidden("x".repeat(20_000) + " y")).startsWith("x");
    }
}
