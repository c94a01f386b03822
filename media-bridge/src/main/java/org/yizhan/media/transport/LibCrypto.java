package org.yizhan.media.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// AES in Galois/Counter Mode of the system's OpenSSL 3. The JDK's own makes a kilobyte of garbage for every packet,
/// and a
/// collector that stops the world for it delays all members' packets. Pointers are plain numbers here, so that a call
/// makes no object.
final class LibCrypto {

    private static final String NAME = "libcrypto.so.3";
    private static final int GET_TAG = 0x10;
    private static final int SET_TAG = 0x11;

    /// Null where there is no OpenSSL 3.
    private static final @Nullable SymbolLookup LIBRARY = library();

    private static final MethodHandle NEW = handle("EVP_CIPHER_CTX_new", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle FREE = handle("EVP_CIPHER_CTX_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle AES_128 = handle("EVP_aes_128_gcm", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle AES_256 = handle("EVP_aes_256_gcm", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle INIT = handle(
            "EVP_CipherInit_ex",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle UPDATE = handle(
            "EVP_CipherUpdate", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FINAL =
            handle("EVP_CipherFinal_ex", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CONTROL =
            handle("EVP_CIPHER_CTX_ctrl", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG));

    private LibCrypto() {}

    private static @Nullable SymbolLookup library() {
        try {
            return SymbolLookup.libraryLookup(NAME, Arena.global());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        // They take well under a microsecond and call nothing back, so the virtual machine need not step aside for
        // them.
        Linker linker = Linker.nativeLinker();
        return LIBRARY == null
                ? linker.downcallHandle(descriptor).bindTo(MemorySegment.ofAddress(1)) // never called, see isThere()
                : linker.downcallHandle(LIBRARY.findOrThrow(name), descriptor, Linker.Option.critical(false));
    }

    static boolean isThere() {
        return LIBRARY != null;
    }

    /// A context with its key; [#free(long)] ends it.
    static long context(byte[] key, boolean encrypts) {
        try (Arena arena = Arena.ofConfined()) {
            long context = (long) NEW.invokeExact();
            long cipher = key.length == 16 ? (long) AES_128.invokeExact() : (long) AES_256.invokeExact();
            MemorySegment copy = arena.allocate(key.length);
            MemorySegment.copy(key, 0, copy, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, key.length);
            int done = (int) INIT.invokeExact(context, cipher, 0L, copy.address(), 0L, encrypts ? 1 : 0);
            copy.fill((byte) 0);
            if (context == 0 || done != 1) {
                throw new IllegalStateException("OpenSSL has no AES-GCM");
            }
            return context;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void free(long context) {
        try {
            FREE.invokeExact(context);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /// Begins another message.
    ///
    /// @param vector address of 12 bytes
    static boolean begin(long context, long vector) {
        try {
            return (int) INIT.invokeExact(context, 0L, 0L, 0L, vector, -1) == 1;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /// Takes in what is not encrypted but authentic (`to` 0), or encrypts or decrypts.
    ///
    /// @param written address of an int that the library writes
    static boolean update(long context, long to, long written, long from, int length) {
        try {
            return (int) UPDATE.invokeExact(context, to, written, from, length) == 1;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /// Ends an encrypted message and writes its tag of 16 bytes.
    static boolean seal(long context, long written, long tag) {
        try {
            return (int) FINAL.invokeExact(context, tag, written) == 1
                    && (int) CONTROL.invokeExact(context, GET_TAG, 16, tag) == 1;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /// Ends a decrypted message.
    ///
    /// @return whether its tag is right
    static boolean open(long context, long written, long tag) {
        try {
            return (int) CONTROL.invokeExact(context, SET_TAG, 16, tag) == 1
                    && (int) FINAL.invokeExact(context, tag, written) == 1;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(Throwable cause) {
        return cause instanceof IllegalStateException known
                ? known
                : new IllegalStateException("OpenSSL cannot be called", cause);
    }
}
